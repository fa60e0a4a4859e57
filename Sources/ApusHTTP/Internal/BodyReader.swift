package import NIOCore
import Synchronization

/// Reads a request body from several places, as one that is made from another one does.
package final class BodyReader: Sendable {
    private let iterator: Mutex<RequestBody.AsyncIterator>

    /// Makes a reader of `body`, which nobody else may read.
    package init(_ body: RequestBody) {
        iterator = Mutex(body.makeAsyncIterator())
    }

    /// The next piece; nil at the end.
    package func next() async throws -> ByteBuffer? {
        // Only the piece of a complete body is the iterator's own state; it is taken out before anything is waited for.
        var copy = iterator.withLock { iterator in
            defer { iterator.complete = nil }
            return iterator
        }
        return try await copy.next()
    }
}
