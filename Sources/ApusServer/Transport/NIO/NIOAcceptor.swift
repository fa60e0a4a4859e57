import Logging
import NIOCore
import NIOPosix

/// A listening socket of NIO, whose connections are spread over event loops.
struct NIOAcceptor: Acceptor {
    private let channel: any Channel

    let address: SocketAddress

    /// Listens at the host and port of `configuration`.
    ///
    /// - Parameters:
    ///   - loops: The loops of `group`, by their event loops.
    ///   - initialize: Adds the handlers of a new connection.
    init(
        configuration: ServerConfiguration,
        group: any EventLoopGroup,
        logger: Logger,
        loops: [ObjectIdentifier: LoopBound<ServerLoop>],
        initialize: @escaping @Sendable (any Channel, ServerLoop) throws -> Void
    ) async throws(ServerError) {
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: Int32(clamping: configuration.backlog))
            .serverChannelOption(.maxMessagesPerRead, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let gate = NIOAcceptGate(limit: configuration.maximumConnections, logger: logger)
                    try channel.pipeline.syncOperations.addHandler(gate)
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let loop = loops[ObjectIdentifier(channel.eventLoop)]?.value else {
                        throw ChannelError.ioOnClosedChannel
                    }
                    try initialize(channel, loop)
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

    func stop() async {
        try? await channel.close().get()
    }
}
