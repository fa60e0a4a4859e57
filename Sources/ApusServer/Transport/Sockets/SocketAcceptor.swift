#if os(Linux)
    import Logging
    import NIOCore

    /// Listens with one socket for each loop, over which the system spreads the connections.
    struct SocketAcceptor: Acceptor {
        let address: SocketAddress
        private let sockets: [ListeningSocket]
        private let listeners: [LoopBound<SocketListener>]

        /// Listens at the host and port of `configuration`.
        ///
        /// - Parameter loops: The loops that accept, with what their connections share.
        init(
            configuration: ServerConfiguration,
            loops: [(loop: SocketLoop, server: LoopBound<ServerLoop>)]
        ) async throws(ServerError) {
            do {
                let requested = try SocketAddress.makeAddressResolvingHost(
                    configuration.host,
                    port: configuration.port
                )
                sockets = try Self.open(requested, count: loops.count, backlog: configuration.backlog)
            } catch {
                throw ServerError(
                    code: .cannotListen,
                    message: "Cannot listen on \(configuration.host):\(configuration.port): \(error)"
                )
            }
            address = sockets[0].address
            let gate = AcceptGate(limit: configuration.maximumConnections)
            var listeners: [LoopBound<SocketListener>] = []
            for (socket, (loop, server)) in zip(sockets, loops) {
                let listener = await loop.run {
                    LoopBound(SocketListener(socket, loop: loop, server: server.value, gate: gate), on: loop)
                }
                listeners.append(listener)
            }
            self.listeners = listeners
        }

        func stop() async {
            for socket in sockets { RefusalFilter.attach(to: socket.descriptor) }
            // The connections that the system was just making need a moment to be complete.
            try? await Task.sleep(for: .milliseconds(20))
            for listener in listeners { await listener.loop.run { listener.value.stop() } }
        }

        /// Opens sockets that share an address; the first one gets the port if the system is to choose it.
        private static func open(_ address: SocketAddress, count: Int, backlog: Int) throws -> [ListeningSocket] {
            try ListeningSocket.checkIsFree(address)
            var sockets: [ListeningSocket] = []
            do {
                for _ in 0..<max(1, count) {
                    sockets.append(try ListeningSocket(sharing: sockets.first?.address ?? address, backlog: backlog))
                }
            } catch {
                for socket in sockets { socket.close() }
                throw error
            }
            return sockets
        }
    }
#endif
