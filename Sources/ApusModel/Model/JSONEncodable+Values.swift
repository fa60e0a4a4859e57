public import ApusJSON
public import ApusSQL

// In JSON these values are text, as ISO 8601 and the databases write it.

extension LocalDate: JSONEncodable, Decodable {
    /// Writes the text.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        json.string(description)
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// Reads the text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "this is not a date")
        }
        self = value
    }
}

extension LocalTime: JSONEncodable, Decodable {
    /// Writes the text.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        json.string(description)
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// Reads the text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "this is not a time of the day")
        }
        self = value
    }
}

extension LocalDateTime: JSONEncodable, Decodable {
    /// Writes the text.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        json.string(description)
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// Reads the text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "this is not a date and time")
        }
        self = value
    }
}

extension CalendarInterval: JSONEncodable, Decodable {
    /// Writes the text.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        json.string(description)
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// Reads the text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "this is not an interval")
        }
        self = value
    }
}

extension InternetAddress: JSONEncodable {
    /// Writes the text.
    public func encode(to json: inout JSONWriter) throws(JSONError) {
        json.string(description)
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
