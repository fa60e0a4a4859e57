import FoundationEssentials

/// The bytes of one cell that is not NULL, and how to read them. Every reading is nil where the cell holds something else.
struct EncodedCell {
    let bytes: UnsafeRawBufferPointer
    let kind: ColumnKind
    let isBinary: Bool

    var boolean: Bool? {
        guard kind == .boolean, bytes.count == 1, let byte = bytes.first else { return nil }
        return isBinary ? byte != 0 : byte == UInt8(ascii: "t")
    }

    var integer: Int64? {
        switch kind {
        case .int2: isBinary ? load(Int16.self).map(Int64.init) : bytes.decimalInteger
        case .int4: isBinary ? load(Int32.self).map(Int64.init) : bytes.decimalInteger
        case .int8: isBinary ? load(Int64.self) : bytes.decimalInteger
        case .oid: isBinary ? load(UInt32.self).map(Int64.init) : bytes.decimalInteger
        case .numeric: bytes.wholeDecimal
        default: nil
        }
    }

    var double: Double? {
        switch kind {
        case .float8: isBinary ? load(UInt64.self).map(Double.init(bitPattern:)) : textualDouble
        case .float4:
            isBinary
                ? load(UInt32.self).map { Double(Float(bitPattern: $0)) }
                : string.flatMap { Float($0) }.map(Double.init)
        case .numeric: textualDouble
        case .int2, .int4, .int8, .oid: integer.flatMap { Double(exactly: $0) }
        default: nil
        }
    }

    var text: String? {
        switch kind {
        case .text, .numeric, .other: return string
        case .jsonb:
            guard isBinary else { return string }
            // The binary form has a version number before the text.
            guard bytes.first == 1 else { return nil }
            return Self.string(UnsafeRawBufferPointer(rebasing: bytes.dropFirst()))
        default: return nil
        }
    }

    var byteArray: [UInt8]? {
        guard kind == .bytea else { return nil }
        return isBinary ? Array(bytes) : bytes.byteaText
    }

    var uuid: UUID? {
        guard kind == .uuid else { return nil }
        guard isBinary else { return string.flatMap(UUID.init(uuidString:)) }
        guard bytes.count == 16 else { return nil }
        return UUID(uuid: bytes.loadUnaligned(as: uuid_t.self))
    }

    var timestamp: Date? {
        switch kind {
        case .timestamp:
            isBinary
                ? load(Int64.self).flatMap { PostgresTimestamp(microseconds: $0).date }
                : PostgresTimestamp(text: bytes)?.date
        case .date:
            isBinary
                ? load(Int32.self).flatMap { PostgresTimestamp(daysSinceEpoch: $0)?.date }
                : PostgresTimestamp(text: bytes)?.date
        default: nil
        }
    }

    private var string: String? { Self.string(bytes) }

    /// What `String(validating:as:)` does, without its cost for every call.
    private static func string(_ bytes: UnsafeRawBufferPointer) -> String? {
        guard let text = try? UTF8Span(validating: bytes.bindMemory(to: UInt8.self).span) else { return nil }
        return String(copying: text)
    }

    private var textualDouble: Double? {
        string.flatMap { Double($0) }
    }

    private func load<Integer: FixedWidthInteger>(_: Integer.Type) -> Integer? {
        guard bytes.count == MemoryLayout<Integer>.size else { return nil }
        return Integer(bigEndian: bytes.loadUnaligned(as: Integer.self))
    }
}
