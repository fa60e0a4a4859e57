package import NIOCore

/// A NIO channel as a ``Transport``: the last handler of its pipeline, whatever is in front of it.
///
/// It serves where there is no ``SocketTransport``: on macOS, and behind handlers of other packages.
package final class NIOTransport: ChannelDuplexHandler, Transport {
    package typealias InboundIn = ByteBuffer
    package typealias OutboundIn = ByteBuffer
    package typealias OutboundOut = ByteBuffer

    package var `protocol`: (any WireProtocol)?

    private let makeProtocol: (NIOTransport) -> any WireProtocol
    private var context: ChannelHandlerContext?
    private var isReadHeld = false

    /// Makes a transport.
    ///
    /// - Parameter makeProtocol: Makes the protocol once the channel is active.
    package init(_ makeProtocol: @escaping (NIOTransport) -> any WireProtocol) {
        self.makeProtocol = makeProtocol
    }

    // MARK: Transport

    package var remoteAddress: SocketAddress? { context?.remoteAddress }

    package var bufferedBytes: Int {
        (try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    package var isWritable: Bool { context?.channel.isWritable ?? false }

    package func write(_ bytes: inout ByteBuffer) {
        let written = bytes
        bytes = ByteBuffer()
        context?.writeAndFlush(wrapOutboundOut(written), promise: nil)
    }

    package func write(_ head: inout ByteBuffer, body: ByteBuffer, tail: StaticString) {
        guard let context else { return }
        let first = head
        head = ByteBuffer()
        if first.readableBytes > 0 { context.write(wrapOutboundOut(first), promise: nil) }
        context.write(wrapOutboundOut(body), promise: nil)
        if tail.utf8CodeUnitCount > 0 {
            context.write(wrapOutboundOut(ByteBuffer(staticString: tail)), promise: nil)
        }
        context.flush()
    }

    package func resumeReading() {
        guard isReadHeld, let context else { return }
        isReadHeld = false
        context.read()
    }

    package func closeOutput() {
        context?.close(mode: .output, promise: nil)
    }

    package func closeAfterWriting() {
        guard let context else { return }
        let sent = context.eventLoop.makePromise(of: Void.self)
        let channel = context.channel
        sent.futureResult.whenComplete { _ in channel.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: sent)
    }

    package func close() {
        context?.close(promise: nil)
    }

    // MARK: Channel events

    package func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { channelActive(context: context) }
    }

    package func channelActive(context: ChannelHandlerContext) {
        if `protocol` == nil { `protocol` = makeProtocol(self) }
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        `protocol`?.received(unwrapInboundIn(data))
    }

    package func read(context: ChannelHandlerContext) {
        if `protocol`?.wantsInput ?? true {
            context.read()
        } else {
            isReadHeld = true
        }
    }

    package func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { `protocol`?.becameWritable() }
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { `protocol`?.inputEnded() }
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        close()
    }

    package func channelInactive(context: ChannelHandlerContext) {
        disconnect()
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        disconnect()
    }

    private func disconnect() {
        context = nil
        let `protocol` = `protocol`
        self.protocol = nil
        `protocol`?.disconnected()
    }
}
