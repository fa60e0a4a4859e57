import ApusHTTP
import NIOCore
import Synchronization

/// A body that arrives in pieces, which `next` makes one after the other.
final class PieceBody: BodySource {
    private struct State {
        var pulled = 0
        var collected: ByteBuffer?
    }

    private let state = Mutex(State())
    private let piece: @Sendable (Int) -> ByteBuffer?

    init(_ piece: @escaping @Sendable (Int) -> ByteBuffer?) {
        self.piece = piece
    }

    convenience init(_ pieces: [[UInt8]]) {
        self.init { $0 < pieces.count ? ByteBuffer(bytes: pieces[$0]) : nil }
    }

    var expectedLength: Int? { nil }
    /// How many pieces have been asked for.
    var pulled: Int { state.withLock { $0.pulled } }

    var collected: ByteBuffer? {
        get { state.withLock { $0.collected } }
        set { state.withLock { $0.collected = newValue } }
    }

    func next() async throws -> ByteBuffer? {
        piece(
            state.withLock { state in
                defer { state.pulled += 1 }
                return state.pulled
            }
        )
    }
}
