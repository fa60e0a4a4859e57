import NIOCore
import Synchronization

/// Gathers what the producer of a streamed response body writes.
final class BodyCollector: Sendable {
    private let limit: Int
    private let buffer = Mutex(ByteBuffer())

    init(limit: Int) {
        self.limit = limit
    }

    var bytes: ByteBuffer {
        buffer.withLock { $0 }
    }

    func append(_ piece: ByteBuffer) throws(Problem) {
        let fits = buffer.withLock { buffer in
            guard piece.readableBytes <= limit - buffer.readableBytes else { return false }
            buffer.writeImmutableBuffer(piece)
            return true
        }
        guard fits else { throw .payloadTooLarge(limit: limit) }
    }
}
