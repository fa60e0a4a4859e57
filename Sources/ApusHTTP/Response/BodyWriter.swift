public import NIOCore

/// Writes the body of a response piece by piece.
public struct BodyWriter: Sendable {
    private let sink: @Sendable (ByteBuffer) async throws -> Void

    /// Makes a writer that hands each piece to `sink`.
    package init(_ sink: @escaping @Sendable (ByteBuffer) async throws -> Void) {
        self.sink = sink
    }

    /// Sends `bytes`, and waits while the client is too slow to take more.
    ///
    /// - Throws: `CancellationError` when the client has gone.
    public func write(_ bytes: ByteBuffer) async throws {
        if bytes.readableBytes > 0 { try await sink(bytes) }
    }

    /// Sends `text` as UTF-8, and waits while the client is too slow to take more.
    ///
    /// - Throws: `CancellationError` when the client has gone.
    public func write(_ text: String) async throws {
        try await write(ByteBuffer(string: text))
    }
}
