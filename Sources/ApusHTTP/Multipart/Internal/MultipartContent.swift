import NIOCore
import Synchronization

/// The content of one part, as a body.
final class MultipartContent: BodySource {
    private let reader: MultipartReader
    private let part: Int
    private let whole = Mutex<ByteBuffer?>(nil)

    init(_ reader: MultipartReader, part: Int) {
        self.reader = reader
        self.part = part
    }

    var expectedLength: Int? { nil }

    var collected: ByteBuffer? {
        get { whole.withLock { $0 } }
        set { whole.withLock { $0 = newValue } }
    }

    func next() async throws -> ByteBuffer? {
        try await reader.nextPiece(of: part)
    }
}
