/// A time in whole seconds, as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
///
/// All three formats that a recipient has to accept are read; the first, IMF-fixdate, is written.
///
/// ```swift
/// HTTPDate("Sunday, 06-Nov-94 08:49:37 GMT")?.secondsSince1970     // 784111777
/// HTTPDate(.now).description                                       // of a Date
/// ```
public struct HTTPDate: Hashable, Sendable {
    /// The seconds since 1970-01-01T00:00:00Z, without leap seconds.
    public let secondsSince1970: Int

    /// Makes a time.
    ///
    /// - Parameter secondsSince1970: The seconds since 1970-01-01T00:00:00Z. What lies outside the years 0 to 9999,
    ///   which HTTP cannot write, becomes the nearest time inside.
    public init(secondsSince1970: Int) {
        self.secondsSince1970 = min(max(secondsSince1970, -62_167_219_200), 253_402_300_799)
    }

    /// Reads a time; nil when `text` is none of the three formats or no day of the calendar.
    ///
    /// A year of two digits is taken for the past when it would be more than fifty years ahead, as the RFC demands.
    public init?(_ text: String) {
        self.init(text, now: .now)
    }

    init?(_ text: String, now: HTTPDate) {
        var reader = HTTPDateReader(text)
        guard let seconds = reader.read(thisYear: CivilTime(secondsSince1970: now.secondsSince1970).year) else {
            return nil
        }
        self.init(secondsSince1970: seconds)
    }
}

extension HTTPDate: Comparable {
    /// Whether `lhs` is earlier than `rhs`.
    public static func < (lhs: HTTPDate, rhs: HTTPDate) -> Bool {
        lhs.secondsSince1970 < rhs.secondsSince1970
    }
}

extension HTTPDate: LosslessStringConvertible {
    /// The time as IMF-fixdate: `Sun, 06 Nov 1994 08:49:37 GMT`.
    public var description: String {
        let time = CivilTime(secondsSince1970: secondsSince1970)
        func digits(_ number: Int, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: count - text.utf8.count) + text
        }
        return """
            \(CivilTime.weekdays[time.weekday]), \(digits(time.day, 2)) \(CivilTime.months[time.month - 1]) \
            \(digits(time.year, 4)) \(digits(time.hour, 2)):\(digits(time.minute, 2)):\(digits(time.second, 2)) GMT
            """
    }
}
