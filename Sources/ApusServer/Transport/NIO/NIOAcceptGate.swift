import Logging
import NIOCore

/// Stands in front of the listening socket: stops accepting while there are too many connections, and for a moment
/// when the system has no descriptors or memory left, instead of trying again in a busy loop.
final class NIOAcceptGate: ChannelDuplexHandler {
    typealias InboundIn = Channel
    typealias OutboundIn = Channel

    private static let pause = TimeAmount.milliseconds(100)
    /// How many connections are accepted at a time, so that a burst of them does not wait.
    private static let burst = 256

    private let limit: Int
    private let logger: Logger
    private var connections = 0
    private var currentBurst = NIOAcceptGate.burst
    private var isPausing = false
    private var isReadHeld = false

    init(limit: Int, logger: Logger) {
        self.limit = limit
        self.logger = logger
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        connections += 1
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        unwrapInboundIn(data).closeFuture.hop(to: context.eventLoop).whenComplete { _ in
            let (gate, context) = bound.value
            gate.connections -= 1
            gate.readIfHeld(context)
        }
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        isReadHeld = true
        readIfHeld(context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isPausing else { return }
        logger.warning("Cannot accept a connection", metadata: ["error": "\(error)"])
        isPausing = true
        // Not to ask for more is not enough here: the channel still waits for what it has asked for, and the system
        // would report at once, again and again, that there is a connection to accept.
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        try? context.channel.syncOptions?.setOption(.autoRead, value: false)
        context.eventLoop.scheduleTask(in: Self.pause) {
            let (gate, context) = bound.value
            gate.isPausing = false
            try? context.channel.syncOptions?.setOption(.autoRead, value: true)
        }
    }

    private func readIfHeld(_ context: ChannelHandlerContext) {
        guard isReadHeld, !isPausing, connections < limit else { return }
        isReadHeld = false
        let room = min(Self.burst, limit - connections)
        if room != currentBurst {
            currentBurst = room
            try? context.channel.syncOptions?.setOption(.maxMessagesPerRead, value: UInt(room))
        }
        context.read()
    }
}
