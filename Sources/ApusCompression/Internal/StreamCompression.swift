import ApusHTTP
import NIOCore

/// Compresses the body of a response while it is written.
struct StreamCompression: Sendable {
    /// A body that is there as a whole is compressed in pieces of this size.
    private static let pieceBytes = 32 * 1024

    let format: CompressionFormat
    let level: Int

    func write(_ body: ResponseBody, to writer: BodyWriter) async throws {
        if let bytes = body.complete {
            let entry = try DeflaterPool.shared.take(format, level: level)
            defer { DeflaterPool.shared.giveBack(entry) }
            try await write(bytes, to: writer, with: entry)
        } else {
            // Not from the pool: a producer that keeps its writer for too long must not reach another response.
            let entry = try DeflaterPool.Entry(format, level: level)
            // What has a length is a file or the like, of which the client waits for the end.
            let flush: Deflater.Flush = body.length == nil ? .sync : .none
            try await body.produce(BodyWriter { try await writer.write(entry.compress($0, flush: flush)) })
            try await writer.write(entry.compress(ByteBuffer(), flush: .finish))
        }
    }

    private func write(_ bytes: ByteBuffer, to writer: BodyWriter, with entry: DeflaterPool.Entry) async throws {
        var bytes = bytes
        while bytes.readableBytes > 0 {
            let isLast = bytes.readableBytes <= Self.pieceBytes
            guard let piece = bytes.readSlice(length: min(Self.pieceBytes, bytes.readableBytes)) else { return }
            try await writer.write(entry.compress(piece, flush: isLast ? .finish : .none))
            await Task.yield()
        }
    }
}

extension ResponseBody {
    /// All the bytes, unless they are yet to be made.
    var complete: ByteBuffer? {
        switch storage {
        case .empty: ByteBuffer()
        case .text(let text): ByteBuffer(string: text)
        case .bytes(let bytes): ByteBuffer(bytes: bytes)
        case .buffer(let buffer): buffer
        case .stream, .upgrade: nil
        }
    }

    /// Writes a body that is yet to be made.
    fileprivate func produce(_ writer: BodyWriter) async throws {
        if case .stream(_, let produce) = storage { try await produce(writer) }
    }
}
