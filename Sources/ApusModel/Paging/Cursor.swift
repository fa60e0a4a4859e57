import ApusSQL
import FoundationEssentials

/// A place in a sorted list: behind one of its rows. It is a text for a client to send back, made of the row's values in the columns
/// that the list is sorted by: nothing secret should be among them. One that was forged leads to another place of the same list.
public struct Cursor: Sendable, Hashable {
    let values: [SQLValue]

    init(_ values: [SQLValue]) {
        self.values = values
    }
}

extension Cursor: LosslessStringConvertible {
    /// The longest text that is read, in bytes.
    private static let maximumLength = 8 << 10

    /// A text of letters, digits, `-` and `_`.
    public var description: String {
        var bytes: [UInt8] = []
        for value in values { Self.append(value, to: &bytes) }
        return Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
            "=",
            with: ""
        )
    }

    /// Reads a cursor that a client sent back.
    ///
    /// - Returns: nil when the text is none.
    public init?(_ description: String) {
        guard !description.isEmpty, description.utf8.count <= Self.maximumLength else { return nil }
        let plain = description.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: plain + padding) else { return nil }
        var bytes = [UInt8](data)[...]
        var values: [SQLValue] = []
        while !bytes.isEmpty {
            guard let value = Self.takeValue(from: &bytes) else { return nil }
            values.append(value)
        }
        self.values = values
        // There is one text for each cursor.
        guard self.description == description else { return nil }
    }
}

extension Cursor {
    private enum Tag: UInt8 {
        case null, no, yes, integer, double, text, bytes, uuid, timestamp
    }

    private static func append(_ value: SQLValue, to bytes: inout [UInt8]) {
        func append(_ tag: Tag, _ content: some Sequence<UInt8>) {
            bytes.append(tag.rawValue)
            bytes += content
        }
        switch value {
        case .null, .array: append(.null, [])
        case .boolean(let boolean): append(boolean ? .yes : .no, [])
        case .integer(let integer): append(.integer, number(UInt64(bitPattern: integer)))
        case .double(let double): append(.double, number(double.bitPattern))
        case .text(let text): append(.text, number(UInt64(text.utf8.count)) + text.utf8)
        case .bytes(let content): append(.bytes, number(UInt64(content.count)) + content)
        case .uuid(let uuid): append(.uuid, withUnsafeBytes(of: uuid.uuid) { Array($0) })
        case .timestamp(let date): append(.timestamp, number(date.timeIntervalSince1970.bitPattern))
        }
    }

    private static func number(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    }

    private static func takeValue(from bytes: inout ArraySlice<UInt8>) -> SQLValue? {
        guard let tag = bytes.popFirst().flatMap(Tag.init(rawValue:)) else { return nil }
        switch tag {
        case .null: return .null
        case .no: return .boolean(false)
        case .yes: return .boolean(true)
        case .integer: return takeNumber(from: &bytes).map { .integer(Int64(bitPattern: $0)) }
        case .double: return takeNumber(from: &bytes).map { .double(Double(bitPattern: $0)) }
        case .text: return takeContent(from: &bytes).flatMap { String(validating: $0, as: UTF8.self) }.map { .text($0) }
        case .bytes: return takeContent(from: &bytes).map { .bytes(Array($0)) }
        case .uuid:
            guard let content = take(16, from: &bytes) else { return nil }
            return content.withUnsafeBytes { .uuid(UUID(uuid: $0.loadUnaligned(as: uuid_t.self))) }
        case .timestamp:
            guard let seconds = takeNumber(from: &bytes).map(Double.init(bitPattern:)), seconds.isFinite else {
                return nil
            }
            return .timestamp(Date(timeIntervalSince1970: seconds))
        }
    }

    private static func takeNumber(from bytes: inout ArraySlice<UInt8>) -> UInt64? {
        take(8, from: &bytes)?.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func takeContent(from bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        takeNumber(from: &bytes).flatMap { Int(exactly: $0) }.flatMap { take($0, from: &bytes) }
    }

    private static func take(_ count: Int, from bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard count <= bytes.count else { return nil }
        defer { bytes = bytes.dropFirst(count) }
        return bytes.prefix(count)
    }
}
