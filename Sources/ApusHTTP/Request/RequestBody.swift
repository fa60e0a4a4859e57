public import NIOCore

/// The body of a request.
///
/// A small body that came together with its head is there at once; a larger one arrives while the handler runs, and
/// the client is read from no faster than the handler takes the pieces. A body can be
/// collected as often as you like, and read piece by piece once.
///
/// ```swift
/// for try await piece in request.body { file.write(piece) }      // any size, in constant memory
/// let bytes = try await request.body.collect(upTo: 64 * 1024)    // or all of it, with a limit
/// ```
public struct RequestBody: Sendable {
    private enum Storage: Sendable {
        case complete(ByteBuffer)
        case stream(any BodySource)
    }

    private let storage: Storage?

    /// No body.
    public init() {
        storage = nil
    }

    /// A body that is complete.
    public init(_ bytes: ByteBuffer) {
        storage = bytes.readableBytes > 0 ? .complete(bytes) : nil
    }

    /// A body of text, as UTF-8.
    public init(_ text: String) {
        self.init(ByteBuffer(string: text))
    }

    package init(_ source: any BodySource) {
        storage = .stream(source)
    }

    /// The length in bytes, if it is known before the body has been read; it is not for a chunked body.
    public var length: Int? {
        switch storage {
        case nil: 0
        case .complete(let bytes): bytes.readableBytes
        case .stream(let stream): stream.expectedLength
        }
    }

    /// Whether there is no body at all. A chunked body that turns out to be empty is not recognised before it is read.
    public var isEmpty: Bool {
        length == 0
    }

    /// The trailer fields, which a client may send after a body whose length it did not know at the start (RFC 9110,
    /// section 6.5); there are none before the whole body has been read.
    ///
    /// They say nothing about the message that its header has not said: never treat one as if it had been there.
    public var trailers: HeaderFields {
        guard case .stream(let stream) = storage else { return HeaderFields() }
        return stream.trailers
    }

    /// Reads the whole body into one buffer.
    ///
    /// - Parameter limit: The most bytes to accept.
    /// - Throws: ``Problem/payloadTooLarge(limit:)`` when there is more; a ``Problem`` when the body ends early or
    ///   arrives too slowly; `CancellationError` when the task is cancelled.
    public func collect(upTo limit: Int) async throws -> ByteBuffer {
        if let length, length > limit {
            throw Problem.payloadTooLarge(limit: limit)
        }
        switch storage {
        case nil:
            return ByteBuffer()
        case .complete(let bytes):
            return bytes
        case .stream(let stream):
            if let collected = stream.collected {
                guard collected.readableBytes <= limit else { throw Problem.payloadTooLarge(limit: limit) }
                return collected
            }
            var result = ByteBuffer()
            while let chunk = try await stream.next() {
                guard chunk.readableBytes <= limit - result.readableBytes else {
                    throw Problem.payloadTooLarge(limit: limit)
                }
                if result.readableBytes == 0 {
                    result = chunk
                } else {
                    result.writeImmutableBuffer(chunk)
                }
            }
            stream.collected = result
            return result
        }
    }
}

extension RequestBody: AsyncSequence {
    /// Iterates over the pieces of a body, in the sizes in which they arrive.
    public struct AsyncIterator: AsyncIteratorProtocol {
        var complete: ByteBuffer?
        fileprivate let stream: (any BodySource)?

        /// The next piece; nil at the end of the body.
        public mutating func next() async throws -> ByteBuffer? {
            if let complete {
                self.complete = nil
                return complete
            }
            return try await stream?.next()
        }
    }

    /// Iterates over the pieces of the body.
    public func makeAsyncIterator() -> AsyncIterator {
        switch storage {
        case nil: AsyncIterator(complete: nil, stream: nil)
        case .complete(let bytes): AsyncIterator(complete: bytes, stream: nil)
        case .stream(let stream):
            if let collected = stream.collected {
                AsyncIterator(complete: collected, stream: nil)
            } else {
                AsyncIterator(complete: nil, stream: stream)
            }
        }
    }
}
