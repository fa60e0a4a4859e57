internal import FoundationEssentials

extension JSONValue: JSONEncodable {
    /// Writes the value.
    ///
    /// - Throws: `notRepresentable` when it has a number that is infinite or not a number.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        switch self {
        case .null: json.null()
        case .bool(let value): json.boolean(value)
        case .integer(let value): json.integer(value)
        case .unsigned(let value): json.integer(value)
        case .number(let value): try json.number(value)
        case .decimal(let value): json.ascii(value.description)
        case .string(let value): json.string(value)
        case .array(let elements): try elements.encode(to: &json)
        case .object(let object): try object.encode(to: &json)
        }
    }
}

extension JSONObject: JSONEncodable {
    /// Writes the members, in order.
    ///
    /// - Throws: `notRepresentable` when there is a number that is infinite or not a number.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        json.beginObject()
        for (key, value) in self {
            json.key(key)
            try value.encode(to: &json)
        }
        json.endObject()
    }
}

extension JSONValue: Codable {
    /// Decodes any value.
    public init(from decoder: any Decoder) throws {
        if let decoder = decoder as? ValueDecoder {
            self = try decoder.document.jsonValue(at: decoder.index)
        } else {
            try self.init(foreign: decoder)
        }
    }

    /// Encodes the value.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .object(let object):
            var container = encoder.container(keyedBy: PathKey.self)
            for (key, value) in object { try container.encode(value, forKey: PathKey(key)) }
        case .array(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(element) }
        default:
            var container = encoder.singleValueContainer()
            switch self {
            case .bool(let value): try container.encode(value)
            case .integer(let value): try container.encode(value)
            case .unsigned(let value): try container.encode(value)
            case .number(let value): try container.encode(value)
            case .decimal(let value):
                if let decimal = decimalValue {
                    try container.encode(decimal)
                } else {
                    try container.encode(value.doubleValue ?? .infinity)
                }
            case .string(let value): try container.encode(value)
            case .null, .array, .object: try container.encodeNil()
            }
        }
    }

    /// Decodes with a decoder of another library.
    init(foreign decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: PathKey.self) {
            var object = JSONObject()
            for key in container.allKeys { object[key.stringValue] = try container.decode(JSONValue.self, forKey: key) }
            self = .object(object)
        } else if var container = try? decoder.unkeyedContainer() {
            var elements: [JSONValue] = []
            while !container.isAtEnd { elements.append(try container.decode(JSONValue.self)) }
            self = .array(elements)
        } else {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let value = try? container.decode(Bool.self) {
                self = .bool(value)
            } else if let value = try? container.decode(Int64.self) {
                self = .integer(value)
            } else if let value = try? container.decode(UInt64.self) {
                self = .unsigned(value)
            } else if let value = try? container.decode(Double.self) {
                self = .number(value)
                // What the decoder keeps beyond a Double.
                if let decimal = try? container.decode(Decimal.self), case let exact = JSONValue(decimal),
                    case .decimal = exact
                {
                    self = exact
                }
            } else {
                self = .string(try container.decode(String.self))
            }
        }
    }
}

extension Document {
    /// A number that is not written as an integer of 64 bits, without loss.
    private func number(at index: Int) throws(DecodingError) -> JSONValue {
        let text = NumberText(bytes: source(of: token(at: index)))
        if let value = text.exactDouble { return .number(value) }
        // One with a fraction of zeros or an exponent may be an integer all the same.
        if let value = try? text.integer(Int64.self) { return .integer(value) }
        if let value = try? text.integer(UInt64.self) { return .unsigned(value) }
        guard let decimal = JSONDecimal(text) else {
            throw outOfRange("the exponent of the number is too large", at: index)
        }
        return .decimal(decimal)
    }

    /// The value of a token with all within it. Recursion is bounded by the limit of depth.
    func jsonValue(at index: Int) throws(DecodingError) -> JSONValue {
        let token = token(at: index)
        switch token.kind {
        case .null: return .null
        case .true: return .bool(true)
        case .false: return .bool(false)
        case .integer: return .integer(token.integer)
        case .unsigned: return .unsigned(token.unsigned)
        case .number: return try number(at: index)
        case .string, .key: return .string(string(token))
        case .array:
            var elements: [JSONValue] = []
            elements.reserveCapacity(token.count)
            var element = index + 1
            for _ in 0..<token.count {
                elements.append(try jsonValue(at: element))
                element = tape.end(of: element)
            }
            return .array(elements)
        case .object:
            var members: [JSONObject.Element] = []
            members.reserveCapacity(token.count)
            var key = index + 1
            for _ in 0..<token.count {
                members.append((self.key(at: key), try jsonValue(at: key + 1)))
                key = tape.end(of: key + 1)
            }
            return .object(JSONObject(uniqueMembers: members))
        }
    }
}
