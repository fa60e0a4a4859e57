import ApusCompression
import NIOCore

/// Puts the messages of a client together from its frames: a state machine without I/O.
struct MessageReader: ~Copyable {
    enum Event: Hashable {
        case message(WebSocketMessage)
        case ping(ByteBuffer)
        case pong
        case close(WebSocketCloseCode?, reason: String)
    }

    struct Limits {
        var messageBytes: Int
        var fragments: Int
        var expansion: Int
    }

    private let limits: Limits
    private let extensions: DeflateParameters?
    private var parser: FrameParser
    private var inflater: Inflater?

    private var frame: FrameHeader?
    private var control = ByteBuffer()

    // The message that has begun.
    private var kind: Opcode?
    private var isCompressed = false
    private var content = ByteBuffer()
    private var fragments = 0

    /// Makes a reader for a connection.
    ///
    /// - Parameters:
    ///   - limits: How large a message may be.
    ///   - deflate: How messages are compressed; nil when they are not.
    init(limits: Limits, deflate: DeflateParameters?) {
        self.limits = limits
        self.extensions = deflate
        parser = FrameParser(allowsCompression: deflate != nil)
    }

    /// Whether a message has begun that is not complete.
    var isInsideMessage: Bool { kind != nil || frame != nil }

    /// Takes the next event from `buffer`; nil when it needs more bytes.
    mutating func next(_ buffer: inout ByteBuffer) throws(WebSocketFailure) -> Event? {
        while let event = try parser.next(&buffer) {
            switch event {
            case .begin(let header): try begin(header)
            case .payload(let piece): try receive(piece)
            case .end: if let event = try end() { return event }
            }
        }
        return nil
    }

    private mutating func begin(_ header: FrameHeader) throws(WebSocketFailure) {
        frame = header
        switch header.opcode {
        case .continuation:
            guard kind != nil else { throw .protocolError("There is no message to go on with.") }
            fragments += 1
            guard fragments <= limits.fragments else { throw .tooBig("A message has too many fragments.") }
        case .text, .binary:
            guard kind == nil else { throw .protocolError("A message begins before the last one has ended.") }
            kind = header.opcode
            isCompressed = header.isCompressed
            fragments = 1
        case .close, .ping, .pong:
            control.clear()
            return
        }
        // What is refused anyway need not be received first.
        if !isCompressed { try check(header.length) }
    }

    private mutating func receive(_ piece: ByteBuffer) throws(WebSocketFailure) {
        if frame?.opcode.isControl == true {
            control.writeImmutableBuffer(piece)
        } else if isCompressed {
            try inflate(piece)
        } else {
            content.writeImmutableBuffer(piece)
        }
    }

    private mutating func end() throws(WebSocketFailure) -> Event? {
        guard let header = frame else { return nil }
        frame = nil
        switch header.opcode {
        case .ping: return .ping(control)
        case .pong: return .pong
        case .close: return try close()
        case .continuation, .text, .binary: return header.isFinal ? try message() : nil
        }
    }

    private mutating func message() throws(WebSocketFailure) -> Event {
        if isCompressed { try endInflating() }
        let isText = kind == .text
        let bytes = content
        kind = nil
        isCompressed = false
        content = ByteBuffer()
        guard isText else { return .message(.binary(bytes)) }
        guard let text = String(validating: bytes.readableBytesView, as: UTF8.self) else { throw .invalidText }
        return .message(.text(text))
    }

    private func close() throws(WebSocketFailure) -> Event {
        guard control.readableBytes > 0 else { return .close(nil, reason: "") }
        var payload = control
        guard let code = payload.readInteger(as: UInt16.self).map(WebSocketCloseCode.init), code.isSendable else {
            throw .protocolError("The close code is not valid.")
        }
        guard let reason = String(validating: payload.readableBytesView, as: UTF8.self) else { throw .invalidText }
        return .close(code, reason: reason)
    }

    private func check(_ added: Int) throws(WebSocketFailure) {
        guard added <= limits.messageBytes - content.readableBytes else {
            throw .tooBig("A message is larger than the limit of \(limits.messageBytes) bytes.")
        }
    }

    // MARK: Compression (RFC 7692, section 7.2.2)

    private mutating func inflate(_ piece: ByteBuffer) throws(WebSocketFailure) {
        var piece = piece
        do throws(CompressionError) {
            if inflater == nil { inflater = try makeInflater() }
            repeat {
                try inflater?.decompress(&piece, into: &content)
                // After a block that says it is the last one, there may be more.
                inflater?.startNextStream(keepingWindow: true)
            } while piece.readableBytes > 0
        } catch {
            throw failure(error)
        }
    }

    private mutating func endInflating() throws(WebSocketFailure) {
        try inflate(ByteBuffer(bytes: [0x00, 0x00, 0xFF, 0xFF]))
        if extensions?.clientKeepsContext == true {
            inflater?.resetCounts()
        } else {
            inflater = nil
        }
    }

    private func makeInflater() throws(CompressionError) -> Inflater {
        try Inflater(
            .raw,
            windowBits: extensions?.clientWindowBits ?? 15,
            limits: InflaterLimits(maximumBytes: limits.messageBytes, maximumRatio: limits.expansion)
        )
    }

    private func failure(_ error: CompressionError) -> WebSocketFailure {
        switch error.code {
        case .tooLarge: .tooBig("A message is larger than the limit of \(limits.messageBytes) bytes.")
        case .ratioTooHigh: .tooBig("A message expands too much.")
        case .outOfMemory: WebSocketFailure(code: .tryAgainLater, reason: "There is no memory left.")
        default: .invalidCompression
        }
    }
}
