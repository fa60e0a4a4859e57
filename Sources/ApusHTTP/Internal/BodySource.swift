package import NIOCore

/// Where the pieces of a request body come from, when it is not there as a whole.
package protocol BodySource: AnyObject, Sendable {
    /// The length in bytes, if it is known before the body has been read.
    var expectedLength: Int? { get }

    /// The fields that came after the body; none before its end.
    var trailers: HeaderFields { get }

    /// The whole body, once somebody has collected it.
    var collected: ByteBuffer? { get set }

    /// The next piece; nil at the end. There is one consumer at a time.
    func next() async throws -> ByteBuffer?
}

extension BodySource {
    /// None: most bodies have no trailers.
    package var trailers: HeaderFields { HeaderFields() }
}
