import NIOCore
import Synchronization

/// A request body that may not become larger than a limit.
final class LimitedBody: BodySource {
    private let body: RequestBody
    private let reader: BodyReader
    private let limit: Int
    private let count = Mutex(0)
    private let whole = Mutex<ByteBuffer?>(nil)

    init(_ body: RequestBody, limit: Int) {
        self.body = body
        reader = BodyReader(body)
        self.limit = limit
    }

    var expectedLength: Int? { nil }
    var trailers: HeaderFields { body.trailers }

    var collected: ByteBuffer? {
        get { whole.withLock { $0 } }
        set { whole.withLock { $0 = newValue } }
    }

    func next() async throws -> ByteBuffer? {
        guard let piece = try await reader.next() else { return nil }
        let total = count.withLock { count in
            count += piece.readableBytes
            return count
        }
        guard total <= limit else { throw Problem.payloadTooLarge(limit: limit) }
        return piece
    }
}
