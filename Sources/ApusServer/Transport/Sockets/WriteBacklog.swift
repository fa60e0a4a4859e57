import NIOCore

/// What has been written to a connection and not been sent yet, in order.
struct WriteBacklog {
    private var pieces: [ByteBuffer] = []
    private var first = 0
    /// How many bytes it holds.
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    /// Adds bytes at the end.
    mutating func append(_ bytes: ByteBuffer) {
        guard bytes.readableBytes > 0 else { return }
        pieces.append(bytes)
        count += bytes.readableBytes
    }

    /// Calls `send` with the first bytes, as many as are in one piece, and removes what it has sent.
    ///
    /// - Returns: What `send` returned; nil when there is nothing.
    mutating func sendFirst(_ send: (UnsafeRawBufferPointer) -> SocketCall) -> SocketCall? {
        guard !isEmpty else { return nil }
        let result = pieces[first].withUnsafeReadableBytes(send)
        if case .done(let sent) = result { removeFirst(sent) }
        return result
    }

    /// Forgets everything.
    mutating func removeAll() {
        self = WriteBacklog()
    }

    private mutating func removeFirst(_ sent: Int) {
        count -= sent
        pieces[first].moveReaderIndex(forwardBy: sent)
        guard pieces[first].readableBytes == 0 else { return }
        // Let go of the memory at once; the array itself is cleared when all has been sent.
        pieces[first] = ByteBuffer()
        first += 1
        if first == pieces.count {
            pieces = []
            first = 0
        } else if first >= 64 {
            pieces.removeFirst(first)
            first = 0
        }
    }
}
