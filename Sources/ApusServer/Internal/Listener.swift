import Logging
import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A listening socket, whose connections are spread over event loops.
struct Listener {
    private let channel: any Channel

    /// Where the socket listens.
    let address: SocketAddress

    init(
        configuration: ServerConfiguration,
        group: any EventLoopGroup,
        logger: Logger,
        loops: [ObjectIdentifier: NIOLoopBound<ServerLoop>]
    ) async throws(ServerError) {
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: Int32(clamping: configuration.backlog))
            .serverChannelOption(.maxMessagesPerRead, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let gate = AcceptGate(limit: configuration.maximumConnections, logger: logger)
                    try channel.pipeline.syncOperations.addHandler(gate)
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let loop = loops[ObjectIdentifier(channel.eventLoop)] else {
                        throw ChannelError.ioOnClosedChannel
                    }
                    try channel.pipeline.syncOperations.addHandler(HTTPConnection(loop: loop.value))
                }
            }
        do {
            channel = try await bootstrap.bind(host: configuration.host, port: configuration.port).get()
        } catch {
            throw ServerError(
                code: .cannotListen,
                message: "Cannot listen on \(configuration.host):\(configuration.port): \(error)"
            )
        }
        guard let address = channel.localAddress else {
            throw ServerError(code: .cannotListen, message: "The listening socket has no address.")
        }
        self.address = address
    }

    /// Stops listening, after all the connections that the system has already made for us have been accepted.
    func close() async {
        refuseNewConnections()
        // What waited when the filter was set is accepted within a round of the loop for each 256 of them.
        for _ in 0..<20 {
            try? await channel.eventLoop.scheduleTask(in: .milliseconds(1)) {}.futureResult.get()
        }
        try? await channel.close().get()
    }

    /// Has the system drop the packets of new connections, so that none can slip in between the last one accepted and
    /// the close, which would reset it.
    private func refuseNewConnections() {
        #if os(Linux)
            guard let provider = channel as? any SocketOptionProvider else { return }
            provider.unsafeSetSocketOption(
                level: .socket,
                name: NIOBSDSocket.Option(rawValue: SO_ATTACH_FILTER),
                value: DropAllFilter.program
            ).whenFailure { _ in }
        #endif
    }
}
