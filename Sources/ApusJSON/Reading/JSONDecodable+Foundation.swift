public import FoundationEssentials

extension Date: JSONDecodable {
    /// Reads a date as the format says: as a string (RFC 3339) by default.
    public init(from json: borrowing JSONReader) throws(JSONError) {
        self = try json.read { (document, index) throws(DecodingError) in try document.date(at: index) }
    }
}

extension Data: JSONDecodable {
    /// Reads data as the format says: as a string in base64 by default.
    public init(from json: borrowing JSONReader) throws(JSONError) {
        self = try json.read { (document, index) throws(DecodingError) in try document.data(at: index) }
    }
}

extension UUID: JSONDecodable {
    /// Reads a string in upper or lower case.
    public init(from json: borrowing JSONReader) throws(JSONError) {
        self = try json.read { (document, index) throws(DecodingError) in try document.uuid(at: index) }
    }
}

extension URL: JSONDecodable {
    /// Reads a string.
    public init(from json: borrowing JSONReader) throws(JSONError) {
        self = try json.read { (document, index) throws(DecodingError) in try document.url(at: index) }
    }
}

extension Decimal: JSONDecodable {
    /// Reads a number, digit by digit.
    public init(from json: borrowing JSONReader) throws(JSONError) {
        self = try json.read { (document, index) throws(DecodingError) in try document.decimal(at: index) }
    }
}
