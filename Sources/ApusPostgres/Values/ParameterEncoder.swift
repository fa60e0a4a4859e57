import ApusSQL
import FoundationEssentials

/// Writes the values of a statement in the form that libpq sends them, into one buffer that is used again and again.
///
/// A value goes in binary where the server expects exactly its type, and as text, which the server's own reader of the
/// expected type understands or refuses, everywhere else. So an integer may be bound to a `numeric`, a text to an enum.
struct ParameterEncoder {
    /// A buffer that one big statement has made larger than this is not kept.
    private static let keptCapacity = 1 << 20

    /// The types that the values are encoded for.
    private(set) var types: [TypeID] = []
    private var buffer: [UInt8] = []
    /// Where in the buffer each value begins; nil for NULL.
    private var places: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []
    private var pointers: [UnsafePointer<CChar>?] = []

    /// Replaces what was encoded before.
    ///
    /// - Parameters:
    ///   - values: The values.
    ///   - types: What the server expects, by its own description of the statement.
    mutating func encode(_ values: [SQLValue], as types: [TypeID]) throws(DatabaseError) {
        guard values.count == types.count else {
            throw DatabaseError(
                .invalidStatement,
                message: "the statement has \(types.count) placeholders, but \(values.count) values are bound"
            )
        }
        self.types = types
        try encode(values)
    }

    /// Replaces what was encoded before, for a statement that the server has not described.
    mutating func encodeUndescribed(_ values: [SQLValue]) throws(DatabaseError) {
        types.removeAll(keepingCapacity: true)
        for value in values {
            // Bytes have no text form that would be right for whatever is expected; that they are bytes is said instead.
            if case .bytes = value { types.append(.bytea) } else { types.append(.unspecified) }
        }
        try encode(values)
    }

    private mutating func encode(_ values: [SQLValue]) throws(DatabaseError) {
        buffer.removeAll(keepingCapacity: buffer.capacity <= Self.keptCapacity)
        places.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        for (index, value) in values.enumerated() {
            let start = buffer.count
            let isBinary = try append(value, as: types[index], position: index + 1)
            // libpq finds the end of text by its NUL.
            let length = buffer.count - start
            if !isBinary { buffer.append(0) }
            guard let length = Int32(exactly: length) else {
                throw DatabaseError(.invalidValue, message: "the value of $\(index + 1) is larger than 2 GiB")
            }
            if case .null = value { places.append(nil) } else { places.append(start) }
            lengths.append(length)
            formats.append(isBinary ? 1 : 0)
        }
    }

    /// The arguments of libpq's sending functions, valid while `body` runs.
    mutating func withArguments<Result>(_ body: (Arguments) -> Result) -> Result {
        pointers.removeAll(keepingCapacity: true)
        // One byte more, as an empty array may have no address, and an empty value has to differ from NULL.
        buffer.append(0)
        return buffer.withUnsafeBytes { bytes in
            let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            for place in places { pointers.append(place.flatMap { start?.advanced(by: $0) }) }
            return pointers.withUnsafeBufferPointer { values in
                lengths.withUnsafeBufferPointer { lengths in
                    formats.withUnsafeBufferPointer { formats in
                        body(
                            Arguments(
                                count: Int32(truncatingIfNeeded: values.count),
                                values: values.baseAddress,
                                lengths: lengths.baseAddress,
                                formats: formats.baseAddress
                            )
                        )
                    }
                }
            }
        }
    }

    /// Gives `body` one of the encoded values, nil for NULL, and whether it is in binary.
    func withValue(at index: Int, _ body: (UnsafeRawBufferPointer?, Bool) -> Void) {
        guard let place = places[index] else { return body(nil, false) }
        buffer.withUnsafeBytes { bytes in
            body(UnsafeRawBufferPointer(rebasing: bytes[place..<(place + Int(lengths[index]))]), formats[index] == 1)
        }
    }

    /// What libpq wants to know of the values.
    struct Arguments {
        let count: Int32
        /// Where each value is; nil for NULL.
        let values: UnsafePointer<UnsafePointer<CChar>?>?
        let lengths: UnsafePointer<Int32>?
        /// One for binary, zero for text.
        let formats: UnsafePointer<Int32>?
    }

    /// Appends one value; returns whether it is in binary.
    private mutating func append(_ value: SQLValue, as type: TypeID, position: Int) throws(DatabaseError) -> Bool {
        switch value {
        case .null: return false
        case .boolean(let value): return append(value, as: type)
        case .integer(let value): return append(value, as: type)
        case .double(let value): return append(value, as: type)
        case .text(let value):
            buffer.append(contentsOf: value.utf8)
            return false
        case .bytes(let value):
            // As text they would be stored, silently, as the hexadecimal digits of the bytes.
            guard type == .bytea else {
                throw DatabaseError(.invalidValue, message: "bytes are bound to $\(position), which is not a bytea")
            }
            buffer.append(contentsOf: value)
            return true
        case .uuid(let value): return append(value, as: type)
        case .timestamp(let value):
            guard let timestamp = PostgresTimestamp(value) else {
                throw DatabaseError(
                    .invalidValue,
                    message: "the date bound to $\(position) is outside of the years that PostgreSQL knows"
                )
            }
            return append(timestamp, as: type)
        case .array(let elements, of: _):
            guard let text = ArrayText.text(of: elements) else {
                throw DatabaseError(.invalidValue, message: "the array bound to $\(position) has a date out of range")
            }
            append(text: text)
            return false
        }
    }

    private mutating func append(_ value: Bool, as type: TypeID) -> Bool {
        guard type == .boolean else {
            append(text: value ? "true" : "false")
            return false
        }
        buffer.append(value ? 1 : 0)
        return true
    }

    private mutating func append(_ value: Int64, as type: TypeID) -> Bool {
        switch type {
        case .int8:
            append(bigEndian: value)
            return true
        case .int4:
            guard let value = Int32(exactly: value) else { break }
            append(bigEndian: value)
            return true
        case .int2:
            guard let value = Int16(exactly: value) else { break }
            append(bigEndian: value)
            return true
        default:
            break
        }
        append(text: String(value))
        return false
    }

    private mutating func append(_ value: Double, as type: TypeID) -> Bool {
        guard type == .float8 else {
            append(text: value.description)
            return false
        }
        append(bigEndian: value.bitPattern)
        return true
    }

    private mutating func append(_ value: UUID, as type: TypeID) -> Bool {
        guard type == .uuid else {
            append(text: value.uuidString.lowercased())
            return false
        }
        withUnsafeBytes(of: value.uuid) { buffer.append(contentsOf: $0) }
        return true
    }

    private mutating func append(_ value: PostgresTimestamp, as type: TypeID) -> Bool {
        guard type == .timestamptz || type == .timestamp else {
            append(text: value.text)
            return false
        }
        append(bigEndian: value.microseconds)
        return true
    }

    private mutating func append(text: String) {
        buffer.append(contentsOf: text.utf8)
    }

    private mutating func append(bigEndian value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.bigEndian) { buffer.append(contentsOf: $0) }
    }
}
