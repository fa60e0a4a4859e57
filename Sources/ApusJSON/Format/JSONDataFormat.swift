public import FoundationEssentials

/// What `Data` is in a document.
public enum JSONDataFormat: Sendable {
    /// A string in base64 (RFC 4648, section 4).
    case base64
    /// An array of numbers from 0 to 255.
    case bytes
    /// A string of another form.
    ///
    /// - Parameters:
    ///   - parse: Makes the data of a string, nil when it is malformed.
    ///   - format: Makes the string of data.
    case text(parse: @Sendable (String) -> Data?, format: @Sendable (Data) -> String)
}

extension Document {
    func data(at index: Int) throws(DecodingError) -> Data {
        switch format.data {
        case .base64:
            guard let data = Data(base64Encoded: try string(at: index)) else {
                throw invalid("expected data in base64", at: index)
            }
            return data
        case .bytes:
            let token = token(at: index)
            guard token.kind == .array else { throw mismatch(Data.self, "an array", at: index) }
            var data = Data(capacity: token.count)
            for element in index + 1..<token.end { data.append(try integer(UInt8.self, at: element)) }
            return data
        case .text(let parse, _):
            guard let data = parse(try string(at: index)) else { throw invalid("expected data as text", at: index) }
            return data
        }
    }
}

extension JSONWriter {
    mutating func data(_ data: Data) {
        switch format.data {
        case .base64:
            ascii("\"" + data.base64EncodedString() + "\"")
        case .bytes:
            beginArray()
            for byte in data { integer(byte) }
            endArray()
        case .text(_, let format):
            string(format(data))
        }
    }
}
