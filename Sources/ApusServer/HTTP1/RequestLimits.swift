/// How much of a request the parser accepts.
struct RequestLimits: Sendable {
    /// Bytes of the request line and the header section.
    var headerBytes = 32 * 1024
    /// Header fields.
    var fields = 100
    /// Bytes of the request target.
    var targetBytes = 8 * 1024
    /// Bytes of the body, without the framing of chunks.
    var bodyBytes = 16 * 1024 * 1024
}
