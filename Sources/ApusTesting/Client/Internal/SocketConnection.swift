import ApusHTTP
import NIOCore
import NIOPosix

/// A connection of a client, which carries bytes and is read from when somebody asks.
final class SocketConnection: Sendable {
    private let channel: any Channel
    private let input: BodyStream

    private init(_ channel: any Channel) {
        self.channel = channel
        input = BodyStream(expectedLength: nil) { channel.read() }
    }

    static func open(to address: SocketAddress) async throws -> SocketConnection {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: false)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(to: address).get()
        let connection = SocketConnection(channel)
        try await channel.pipeline.addHandler(Receiver(connection.input)).get()
        return connection
    }

    /// What has arrived; nil when the server has closed its side.
    func next() async throws -> ByteBuffer? { try await input.next() }

    func write(_ bytes: ByteBuffer) async throws { try await channel.writeAndFlush(bytes).get() }

    func close() async { try? await channel.close().get() }
}

/// Hands what arrives to a stream.
private final class Receiver: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let input: BodyStream

    init(_ input: BodyStream) {
        self.input = input
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        _ = input.yield(unwrapInboundIn(data))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, case .inputClosed = event { input.finish() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        input.finish()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        input.fail(.badRequest(code: "connection_lost"))
        context.close(promise: nil)
    }
}
