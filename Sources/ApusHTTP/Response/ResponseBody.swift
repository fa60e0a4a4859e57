public import NIOCore

/// The body of a response, with its media type.
///
/// A body knows what it is, so that the usual response needs no header fields of its own.
public struct ResponseBody: Sendable {
    package enum Storage: Sendable {
        case empty
        case text(String)
        case bytes([UInt8])
        case buffer(ByteBuffer)
        case stream(length: Int?, @Sendable (BodyWriter) async throws -> Void)
        case upgrade(@Sendable (RequestBody, BodyWriter) async throws -> Void)
    }

    package let storage: Storage

    /// The value for `Content-Type`; nil for none.
    public let contentType: String?

    private init(_ storage: Storage, contentType: String?) {
        self.storage = storage
        self.contentType = contentType
    }

    /// No body.
    public static let empty = ResponseBody(.empty, contentType: nil)

    /// Text, as UTF-8.
    public static func text(_ text: String, contentType: String? = "text/plain; charset=utf-8") -> ResponseBody {
        ResponseBody(.text(text), contentType: contentType)
    }

    /// Bytes.
    public static func bytes(
        _ bytes: [UInt8],
        contentType: String? = "application/octet-stream"
    ) -> ResponseBody {
        ResponseBody(.bytes(bytes), contentType: contentType)
    }

    /// The readable bytes of a buffer.
    public static func buffer(
        _ buffer: ByteBuffer,
        contentType: String? = "application/octet-stream"
    ) -> ResponseBody {
        ResponseBody(.buffer(buffer), contentType: contentType)
    }

    /// A body that `produce` writes while it is sent.
    ///
    /// Each write waits until the client has room for more. `produce` runs after the handler has returned, in the same
    /// task, and is cancelled when the client goes away. If it throws, the connection is cut, so that the client
    /// notices that the body is incomplete. It does not run for a HEAD request.
    ///
    /// - Parameters:
    ///   - contentType: The value for `Content-Type`.
    ///   - length: The length in bytes, if it is known; the body is sent chunked otherwise. Writing another number of
    ///     bytes is an error and cuts the connection.
    ///   - produce: Writes the body.
    public static func stream(
        contentType: String? = "application/octet-stream",
        length: Int? = nil,
        _ produce: @escaping @Sendable (BodyWriter) async throws -> Void
    ) -> ResponseBody {
        ResponseBody(.stream(length: length.map { max($0, 0) }, produce), contentType: contentType)
    }

    /// A body made of the elements of `sequence`, sent as they come.
    ///
    /// - Parameters:
    ///   - sequence: The pieces of the body.
    ///   - contentType: The value for `Content-Type`.
    ///   - length: The length in bytes, if it is known; the body is sent chunked otherwise.
    public static func stream<Pieces: AsyncSequence & Sendable>(
        _ sequence: Pieces,
        contentType: String? = "application/octet-stream",
        length: Int? = nil
    ) -> ResponseBody where Pieces.Element == ByteBuffer {
        .stream(contentType: contentType, length: length) { writer in
            for try await piece in sequence {
                try await writer.write(piece)
            }
        }
    }

    /// What comes after a response with status 101 (RFC 9110, section 7.8): the connection leaves HTTP.
    ///
    /// - Parameter run: Gets all bytes that the client sends from now on, and sends bytes as they are. The connection is
    ///   closed when it returns, and cut when it throws.
    package static func upgrade(
        _ run: @escaping @Sendable (RequestBody, BodyWriter) async throws -> Void
    ) -> ResponseBody {
        ResponseBody(.upgrade(run), contentType: nil)
    }

    /// The length in bytes; nil when it is not known before the body has been sent.
    public var length: Int? {
        switch storage {
        case .empty: 0
        case .text(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        case .buffer(let buffer): buffer.readableBytes
        case .stream(let length, _): length
        case .upgrade: nil
        }
    }

    /// Reads the whole body, for tests and for middleware that has to see all of it.
    ///
    /// - Parameter limit: The most bytes to accept.
    /// - Throws: ``Problem/payloadTooLarge(limit:)`` when there are more, and what the producer of a stream throws.
    public func collect(upTo limit: Int) async throws -> ByteBuffer {
        if let length, length > limit { throw Problem.payloadTooLarge(limit: limit) }
        switch storage {
        case .empty, .upgrade: return ByteBuffer()
        case .text(let text): return ByteBuffer(string: text)
        case .bytes(let bytes): return ByteBuffer(bytes: bytes)
        case .buffer(let buffer): return buffer
        case .stream(_, let produce):
            let collector = BodyCollector(limit: limit)
            try await produce(BodyWriter { try collector.append($0) })
            return collector.bytes
        }
    }
}
