/// A range of bytes that a client asks for (RFC 9110, section 14.1.2).
public enum ByteRange: Hashable, Sendable {
    /// `500-`: from an offset to the end.
    case from(Int)
    /// `500-999`: from an offset to another, both included.
    case between(Int, Int)
    /// `-500`: the last bytes.
    case suffix(Int)

    /// The bytes of a representation of `length` bytes that this means; nil when it has none of them.
    public func resolved(in length: Int) -> Range<Int>? {
        switch self {
        case .from(let start) where start < length: start..<length
        case .between(let start, let end) where start < length: start..<min(end, length - 1) + 1
        case .suffix(let count) where count > 0 && length > 0: max(length - count, 0)..<length
        default: nil
        }
    }
}
