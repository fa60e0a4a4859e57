#if os(Linux)
    import NIOCore

    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif

    /// A connected socket on a ``SocketLoop``: it reads when there is something, and writes at once as much as it can.
    ///
    /// The socket is watched for what it has to wait for, and no more is asked of the kernel: a small request costs one
    /// `recv` and one `send`.
    final class SocketTransport: Transport, PollSource {
        /// How often a socket is read in one round while it fills the buffer, so that others have their turn.
        private static let readsInARound = 4
        /// How often it is written to in one round when the client takes what waits as fast as it is sent.
        private static let writesInARound = 16
        /// There is no room for more when so many bytes wait, until no more than the lower number do.
        private static let highWaterMark = 64 * 1024
        private static let lowWaterMark = 32 * 1024

        /// What happens when all has been sent.
        private enum Ending {
            case none, closeOutput, close
        }

        let remoteAddress: SocketAddress?
        var `protocol`: (any WireProtocol)?
        private(set) var isWritable = true

        private let loop: SocketLoop
        private let server: ServerLoop
        private let onClose: () -> Void
        /// -1 when it has been closed.
        private var descriptor: Int32
        private var watched: Poll.Events = .input
        private var backlog = WriteBacklog()
        private var ending = Ending.none
        private var hasInputEnded = false
        private var isBroken = false

        /// Takes a connected socket over.
        ///
        /// - Parameters:
        ///   - descriptor: The socket, which does not block. It is not closed when this throws.
        ///   - remoteAddress: The address of the client.
        ///   - loop: The loop that watches it.
        ///   - server: What the connections of that loop share.
        ///   - onClose: Called when the socket has been closed.
        init(
            descriptor: Int32,
            remoteAddress: SocketAddress?,
            loop: SocketLoop,
            server: ServerLoop,
            onClose: @escaping () -> Void
        ) throws(SystemError) {
            self.descriptor = descriptor
            self.remoteAddress = remoteAddress
            self.loop = loop
            self.server = server
            self.onClose = onClose
            try loop.add(descriptor, self, for: watched)
        }

        var bufferedBytes: Int { backlog.count }

        func ready(_ events: Poll.Events) {
            if events.contains(.output) { sendBacklog() }
            if !events.isDisjoint(with: [.input, .failure]) { read(isFailing: !events.isDisjoint(with: .failure)) }
        }

        // MARK: Reading

        private func read(isFailing: Bool) {
            for _ in 0..<Self.readsInARound {
                guard descriptor >= 0, let `protocol` else { return }
                guard `protocol`.wantsInput, !hasInputEnded else {
                    if isFailing { close() } else { watch(watched.subtracting(.input)) }
                    return
                }
                var buffer = server.takeInput()
                let room = buffer.writableBytes
                var result = SocketCall.wouldBlock
                buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 0) { room in
                    result = SocketCall { recv(descriptor, room.baseAddress, room.count, 0) }
                    guard case .done(let count) = result else { return 0 }
                    return count
                }
                switch result {
                case .done(let count) where count > 0:
                    `protocol`.received(buffer)
                    if count < room { return }
                case .done:
                    server.keepInput(buffer)
                    return endInput()
                case .wouldBlock:
                    return server.keepInput(buffer)
                case .failed:
                    server.keepInput(buffer)
                    return close()
                }
            }
        }

        private func endInput() {
            hasInputEnded = true
            watch(watched.subtracting(.input))
            `protocol`?.inputEnded()
        }

        func resumeReading() {
            if !hasInputEnded { watch(watched.union(.input)) }
        }

        // MARK: Writing

        func write(_ bytes: inout ByteBuffer) {
            if backlog.isEmpty, !isBroken {
                switch bytes.withUnsafeReadableBytes(send) {
                case .done(let count): bytes.moveReaderIndex(forwardBy: count)
                case .wouldBlock: break
                case .failed: fail()
                }
            }
            keepUnsent(bytes)
            bytes.clear()
        }

        func write(_ head: inout ByteBuffer, body: ByteBuffer, tail: StaticString) {
            var body = body
            var tail = ByteBuffer(staticString: tail)
            if backlog.isEmpty, !isBroken {
                switch send(head, body, tail) {
                case .done(var count):
                    head.skip(&count)
                    body.skip(&count)
                    tail.skip(&count)
                case .wouldBlock: break
                case .failed: fail()
                }
            }
            keepUnsent(head)
            head.clear()
            keepUnsent(body)
            keepUnsent(tail)
        }

        private func send(_ bytes: UnsafeRawBufferPointer) -> SocketCall {
            SocketCall { Glibc.send(descriptor, bytes.baseAddress, bytes.count, Self.sendFlags) }
        }

        private func send(_ head: ByteBuffer, _ body: ByteBuffer, _ tail: ByteBuffer) -> SocketCall {
            head.withUnsafeReadableBytes { head in
                body.withUnsafeReadableBytes { body in
                    tail.withUnsafeReadableBytes { tail in
                        var parts = (iovec(head), iovec(body), iovec(tail))
                        return withUnsafeMutableBytes(of: &parts) { parts in
                            var message = msghdr()
                            message.msg_iov = parts.assumingMemoryBound(to: iovec.self).baseAddress
                            message.msg_iovlen = 3
                            return SocketCall { sendmsg(descriptor, &message, Self.sendFlags) }
                        }
                    }
                }
            }
        }

        private static let sendFlags = Int32(MSG_NOSIGNAL)

        private func keepUnsent(_ bytes: ByteBuffer) {
            guard bytes.readableBytes > 0, !isBroken, descriptor >= 0 else { return }
            backlog.append(bytes)
            if backlog.count >= Self.highWaterMark { isWritable = false }
            watch(watched.union(.output))
        }

        private func sendBacklog() {
            sending: for _ in 0..<Self.writesInARound {
                switch backlog.sendFirst(send) {
                case .done: continue
                case .wouldBlock, nil: break sending
                case .failed: return close()
                }
            }
            if backlog.isEmpty {
                watch(watched.subtracting(.output))
                if endNow() { return }
            }
            if !isWritable, backlog.count <= Self.lowWaterMark {
                isWritable = true
                `protocol`?.becameWritable()
            }
        }

        // MARK: Closing

        func closeOutput() {
            if ending == .none { ending = .closeOutput }
            if backlog.isEmpty { _ = endNow() }
        }

        func closeAfterWriting() {
            ending = .close
            if backlog.isEmpty { _ = endNow() }
        }

        /// Does what was to happen when all has been sent.
        ///
        /// - Returns: Whether the connection has been closed.
        private func endNow() -> Bool {
            switch ending {
            case .none: return false
            case .closeOutput:
                ending = .none
                shutdown(descriptor, Int32(SHUT_WR))
                return false
            case .close:
                close()
                return true
            }
        }

        /// Notes that nothing can be sent any more. Whoever is writing right now need not expect to be closed meanwhile.
        private func fail() {
            isBroken = true
            // So that a body that is being written waits, instead of being written to nobody without end.
            isWritable = false
            let bound = LoopBound(self, on: loop)
            loop.execute { bound.value.close() }
        }

        func close() {
            guard descriptor >= 0 else { return }
            loop.remove(descriptor)
            Glibc.close(descriptor)
            descriptor = -1
            backlog.removeAll()
            let `protocol` = `protocol`
            self.protocol = nil
            `protocol`?.disconnected()
            onClose()
        }

        private func watch(_ events: Poll.Events) {
            guard events != watched, descriptor >= 0 else { return }
            watched = events
            do {
                try loop.modify(descriptor, for: events)
            } catch {
                // Without memory for this, the kernel would never tell when to go on.
                fail()
            }
        }
    }

    extension iovec {
        /// The bytes, which are only read.
        fileprivate init(_ bytes: UnsafeRawBufferPointer) {
            self.init(iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
        }
    }

    extension ByteBuffer {
        /// Skips as many of `count` bytes as there are, and counts them off.
        fileprivate mutating func skip(_ count: inout Int) {
            let skipped = min(count, readableBytes)
            moveReaderIndex(forwardBy: skipped)
            count -= skipped
        }
    }
#endif
