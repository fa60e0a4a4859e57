#if os(Linux)
    import CLinux
    import Logging
    import NIOCore

    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif

    /// Accepts the connections of a listening socket on one loop.
    ///
    /// Nothing that happens to a single connection ends it, and no shortage makes it try again in a busy loop.
    final class SocketListener: PollSource {
        /// How many connections are accepted in a round, so that others have their turn.
        private static let burst = 64
        /// How long to wait when the system is out of memory or too many connections are open.
        private static let pause: Duration = .milliseconds(100)

        private let socket: ListeningSocket
        private let loop: SocketLoop
        private let server: ServerLoop
        private let gate: AcceptGate
        private var reserve = DescriptorReserve()
        private var pausing: Ticker?
        private var isStopped = false
        private var nextWarning = NIODeadline.now()

        init(_ socket: ListeningSocket, loop: SocketLoop, server: ServerLoop, gate: AcceptGate) {
            self.socket = socket
            self.loop = loop
            self.server = server
            self.gate = gate
            watch()
        }

        func ready(_ events: Poll.Events) {
            for _ in 0..<Self.burst {
                guard acceptOne() else { return }
            }
        }

        /// Accepts all that wait, and listens no more.
        func stop() {
            guard !isStopped else { return }
            // Bounded, because new ones may still come where the filter does not reach.
            for _ in 0..<max(Self.burst, server.configuration.backlog) {
                guard acceptOne() else { break }
            }
            isStopped = true
            pausing?.cancel()
            loop.remove(socket.descriptor)
            socket.close()
        }

        /// Accepts a connection.
        ///
        /// - Returns: Whether there may be another one.
        private func acceptOne() -> Bool {
            guard !isStopped, let admission = gate.admission() else {
                pauseForAMoment()
                return false
            }
            var storage = sockaddr_storage()
            var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
            let descriptor = withUnsafeMutablePointer(to: &storage) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    accept4(socket.descriptor, $0, &length, Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue))
                }
            }
            guard descriptor >= 0 else {
                gate.leave()
                return recover(from: SystemError.last("accept4"))
            }
            serve(descriptor, SocketAddress(storage), isRefused: admission == .refused)
            return true
        }

        private func serve(_ descriptor: Int32, _ address: SocketAddress?, isRefused: Bool) {
            var on: Int32 = 1
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
            do {
                let transport = try SocketTransport(
                    descriptor: descriptor,
                    remoteAddress: address,
                    loop: loop,
                    server: server,
                    onClose: { [gate] in gate.leave() }
                )
                _ = HTTPConnection(transport, on: server, refuses: isRefused)
            } catch {
                close(descriptor)
                gate.leave()
                server.logger.warning("Cannot serve a connection", metadata: ["error": "\(error)"])
            }
        }

        /// Goes on after a failed `accept4`.
        ///
        /// - Returns: Whether to try again at once.
        private func recover(from error: SystemError) -> Bool {
            switch error.code {
            case EAGAIN:
                return false
            case EMFILE, ENFILE:
                warn("Out of descriptors: connections are turned away", error)
                if reserve.turnAway(from: socket.descriptor) { return true }
            case ENOBUFS, ENOMEM:
                warn("Cannot accept a connection", error)
            default:
                // Errors of the connection that would have been accepted, of which there are many kinds (accept(2)).
                return true
            }
            pauseForAMoment()
            return false
        }

        /// Logs a shortage, which many clients may meet at once, not more than once a second.
        private func warn(_ message: Logger.Message, _ error: SystemError) {
            guard server.now >= nextWarning else { return }
            nextWarning = server.now + .seconds(1)
            server.logger.warning(message, metadata: ["error": "\(error)"])
        }

        private func pauseForAMoment() {
            guard pausing == nil, !isStopped else { return }
            loop.remove(socket.descriptor)
            pausing = loop.every(Self.pause) { [self] in
                pausing?.cancel()
                pausing = nil
                watch()
            }
        }

        private func watch() {
            do {
                try loop.add(socket.descriptor, self, for: .input)
            } catch {
                server.logger.warning("Cannot accept connections", metadata: ["error": "\(error)"])
                pauseForAMoment()
            }
        }
    }
#endif
