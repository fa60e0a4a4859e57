extension String: JSONDecodable {
    /// Reads a string.
    public init(from json: borrowing JSONReader) throws(JSONError) {
        self = try json.read { (document, index) throws(DecodingError) in try document.string(at: index) }
    }
}

extension Bool: JSONDecodable {
    /// Reads true or false.
    public init(from json: borrowing JSONReader) throws(JSONError) {
        self = try json.read { (document, index) throws(DecodingError) in try document.boolean(at: index) }
    }
}

extension Double: JSONDecodable {
    /// Reads a number, to the nearest `Double`.
    public init(from json: borrowing JSONReader) throws(JSONError) {
        self = try json.read { (document, index) throws(DecodingError) in try document.double(at: index) }
    }
}

extension Float: JSONDecodable {
    /// Reads a number, to the nearest `Float`.
    public init(from json: borrowing JSONReader) throws(JSONError) {
        self = try json.read { (document, index) throws(DecodingError) in try document.float(at: index) }
    }
}

extension FixedWidthInteger where Self: JSONDecodable {
    /// Reads a whole number, exactly. `1.50e1` is 15.
    @_specialize(where Self == Int)
    public init(from json: borrowing JSONReader) throws(JSONError) {
        self = try json.read { (document, index) throws(DecodingError) in try document.integer(Self.self, at: index) }
    }
}

extension Int: JSONDecodable {}
extension Int8: JSONDecodable {}
extension Int16: JSONDecodable {}
extension Int32: JSONDecodable {}
extension Int64: JSONDecodable {}
extension Int128: JSONDecodable {}
extension UInt: JSONDecodable {}
extension UInt8: JSONDecodable {}
extension UInt16: JSONDecodable {}
extension UInt32: JSONDecodable {}
extension UInt64: JSONDecodable {}
extension UInt128: JSONDecodable {}

extension Optional: JSONDecodable where Wrapped: JSONDecodable {
    /// Reads null as nil, and everything else as a value.
    ///
    /// Of an optional within an optional null is the inner nil, so that `Int??` tells null from a missing member.
    @inlinable
    public init(from json: borrowing JSONReader) throws(JSONError) {
        if json.isNull {
            self = Wrapped.valueOfAbsentMember
        } else {
            self = try Wrapped(from: json)
        }
    }

    /// Nil: a member may be missing.
    @inlinable
    public static var valueOfAbsentMember: Wrapped?? { .some(nil) }
}

extension Array: JSONDecodable where Element: JSONDecodable {
    /// Reads an array. All elements that are wrong are reported, up to the limit of ``JSONError/others``.
    @inlinable
    public init(from json: borrowing JSONReader) throws(JSONError) {
        var elements = try json.elements()
        self.init()
        elements.readAll(into: &self)
        if let error = JSONError(mistakes: elements.mistakes) { throw error }
    }
}

extension Set: JSONDecodable where Element: JSONDecodable {
    /// Reads an array, of which equal elements count once.
    public init(from json: borrowing JSONReader) throws(JSONError) {
        self.init(try [Element](from: json))
    }
}

extension Dictionary: JSONDecodable where Key == String, Value: JSONDecodable {
    /// Reads an object with any keys. All members that are wrong are reported, up to the limit of ``JSONError/others``.
    public init(from json: borrowing JSONReader) throws(JSONError) {
        self.init()
        var mistakes: [JSONError] = []
        var members = try json.members()
        while mistakes.count <= JSONError.maximumOthers, let (name, index) = members.nextMember() {
            do throws(JSONError) {
                self[name] = try Value(from: JSONReader(members.document, at: index, depth: members.member.depth))
            } catch {
                mistakes.append(gathering: error)
            }
        }
        if let error = JSONError(mistakes: mistakes) { throw error }
    }
}

extension JSONDecodable where Self: RawRepresentable, RawValue: JSONDecodable {
    /// Reads the raw value.
    public init(from json: borrowing JSONReader) throws(JSONError) {
        guard let value = Self(rawValue: try RawValue(from: json)) else {
            throw json.invalid("the value is not one of those allowed")
        }
        self = value
    }
}

extension JSONValue: JSONDecodable {
    /// Reads any value.
    public init(from json: borrowing JSONReader) throws(JSONError) {
        self = try json.read { (document, index) throws(DecodingError) in try document.jsonValue(at: index) }
    }
}
