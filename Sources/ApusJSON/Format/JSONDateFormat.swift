public import FoundationEssentials

/// What a `Date` is in a document.
public enum JSONDateFormat: Sendable {
    /// A string as in RFC 3339, in UTC: `"2026-02-28T23:59:59Z"`.
    case rfc3339
    /// A number of seconds since 1970.
    case secondsSince1970
    /// A number of milliseconds since 1970.
    case millisecondsSince1970
    /// A number of seconds since 2001, as Foundation does unless told otherwise.
    case secondsSinceReferenceDate
    /// A string of another form.
    ///
    /// - Parameters:
    ///   - parse: Makes the date of a string, nil when it is malformed.
    ///   - format: Makes the string of a date.
    case text(parse: @Sendable (String) -> Date?, format: @Sendable (Date) -> String)
}

extension Document {
    func date(at index: Int) throws(DecodingError) -> Date {
        switch format.dates {
        case .rfc3339:
            var text = try string(at: index)
            guard let timestamp = text.withUTF8({ Timestamp(parsing: $0) }) else {
                throw invalid("expected a date such as 2026-02-28T23:59:59Z (RFC 3339)", at: index)
            }
            return timestamp.date
        case .secondsSince1970:
            return Date(timeIntervalSince1970: try double(at: index))
        case .millisecondsSince1970:
            return Date(timeIntervalSince1970: try double(at: index) / 1000)
        case .secondsSinceReferenceDate:
            return Date(timeIntervalSinceReferenceDate: try double(at: index))
        case .text(let parse, _):
            guard let date = parse(try string(at: index)) else { throw invalid("expected a date", at: index) }
            return date
        }
    }
}

extension JSONWriter {
    mutating func date(_ date: Date) throws(JSONError) {
        switch format.dates {
        case .rfc3339:
            guard let timestamp = Timestamp(date) else {
                throw JSONError(.notRepresentable, "a date must be in the years 0 to 9999")
            }
            appendValue(upTo: 29) { out in
                out[0] = UInt8(ascii: "\"")
                let length = timestamp.write(to: out + 1)
                out[1 + length] = UInt8(ascii: "\"")
                return 2 + length
            }
        case .secondsSince1970: try number(date.timeIntervalSince1970)
        case .millisecondsSince1970: try number(date.timeIntervalSince1970 * 1000)
        case .secondsSinceReferenceDate: try number(date.timeIntervalSinceReferenceDate)
        case .text(_, let format): string(format(date))
        }
    }
}
