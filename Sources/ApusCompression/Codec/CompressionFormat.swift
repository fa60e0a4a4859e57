/// What stands around the compressed data.
///
/// The data itself is DEFLATE (RFC 1951) in all of them.
public enum CompressionFormat: Sendable, Hashable, CaseIterable {
    /// gzip (RFC 1952), with a CRC-32 and the length at its end: the content coding `gzip`.
    case gzip

    /// zlib (RFC 1950), with an Adler-32 at its end: the content coding `deflate`.
    case zlib

    /// Nothing: damage is noticed only where it makes the data meaningless. WebSocket's `permessage-deflate` uses it.
    case raw

    /// How zlib wants to be told.
    func windowBits(_ bits: Int) -> Int32 {
        switch self {
        case .gzip: Int32(bits + 16)
        case .zlib: Int32(bits)
        case .raw: Int32(-bits)
        }
    }
}
