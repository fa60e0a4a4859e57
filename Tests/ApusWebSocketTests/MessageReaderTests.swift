import ApusCompression
import NIOCore
import Testing

@testable import ApusWebSocket

@Suite struct MessageReaderTests {
    private func events(
        _ bytes: [UInt8],
        deflate: DeflateParameters? = nil,
        limits: MessageReader.Limits = MessageReader.Limits(messageBytes: 1000, fragments: 4, expansion: 100)
    ) -> [String] {
        let whole = read([bytes], deflate, limits)
        #expect(read(bytes.map { [$0] }, deflate, limits) == whole)
        return whole
    }

    private func read(_ pieces: [[UInt8]], _ deflate: DeflateParameters?, _ limits: MessageReader.Limits) -> [String] {
        var reader = MessageReader(limits: limits, deflate: deflate)
        var buffer = ByteBuffer()
        var lines: [String] = []
        do {
            for piece in pieces {
                buffer.writeBytes(piece)
                while let event = try reader.next(&buffer) {
                    switch event {
                    case .message(.text(let text)): lines.append("text \(text)")
                    case .message(.binary(let bytes)): lines.append("binary \(Array(bytes.readableBytesView))")
                    case .ping(let payload): lines.append("ping \(String(buffer: payload))")
                    case .pong: lines.append("pong")
                    case .close(let code, let reason): lines.append("close \(code?.rawValue ?? 0) \(reason)")
                    }
                }
            }
        } catch {
            lines.append("\(error.code.rawValue) \(error.reason)")
        }
        return lines
    }

    @Test func putsFragmentsTogetherWithControlFramesBetween() {
        let bytes =
            ClientFrames.text("Hé"[...].description, isFinal: false) + ClientFrames.frame(9, Array("p".utf8))
            + ClientFrames.frame(0, Array("l".utf8), isFinal: false) + ClientFrames.frame(10)
            + ClientFrames.frame(0, Array("lo".utf8)) + ClientFrames.frame(2, [0, 255])
        #expect(events(bytes) == ["ping p", "pong", "text Héllo", "binary [0, 255]"])
    }

    @Test func aCharacterMayBeSplitBetweenFragments() {
        #expect(
            events(ClientFrames.frame(1, [0xE2, 0x82], isFinal: false) + ClientFrames.frame(0, [0xAC])) == ["text €"]
        )
    }

    @Test func anEmptyFragmentCounts() {
        #expect(events(ClientFrames.text("", isFinal: false) + ClientFrames.frame(0)) == ["text "])
    }

    static let invalidTexts: [[UInt8]] = [
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x61, 0x80],
    ]

    @Test(arguments: invalidTexts)
    func refusesTextThatIsNotUTF8(_ bytes: [UInt8]) {
        #expect(events(ClientFrames.frame(1, bytes)) == ["1007 A text is not UTF-8."])
        #expect(events(ClientFrames.frame(8, [0x03, 0xE8] + bytes)) == ["1007 A text is not UTF-8."])
    }

    @Test func refusesFragmentsOutOfOrder() {
        #expect(events(ClientFrames.frame(0)) == ["1002 There is no message to go on with."])
        #expect(
            events(ClientFrames.text("a", isFinal: false) + ClientFrames.text("b"))
                == ["1002 A message begins before the last one has ended."]
        )
    }

    static let closes: [([UInt8], String)] = [
        (ClientFrames.close(nil), "close 0 "), (ClientFrames.close(1000, "bye"), "close 1000 bye"),
        (ClientFrames.close(4999), "close 4999 "), (ClientFrames.close(3000), "close 3000 "),
        (ClientFrames.frame(8, [3]), "1002 The close code is not valid."),
    ]

    @Test(arguments: closes)
    func readsCloseFrames(_ bytes: [UInt8], _ expected: String) {
        #expect(events(bytes) == [expected])
    }

    @Test(arguments: [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535])
    func refusesCloseCodesThatMustNotTravel(_ code: Int) {
        #expect(events(ClientFrames.close(code)) == ["1002 The close code is not valid."])
    }

    // MARK: Limits

    @Test func limitsTheMessage() {
        let tooBig = "1009 A message is larger than the limit of 1000 bytes."
        let exact = String(repeating: "x", count: 1000)
        #expect(events(ClientFrames.text(exact)) == ["text \(exact)"])
        #expect(events(ClientFrames.text(exact + "x")) == [tooBig])
        #expect(events(ClientFrames.text(exact, isFinal: false) + ClientFrames.frame(0, [0])) == [tooBig])
        // Refused by its length alone, before anything of it has come.
        #expect(events([0x82, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]) == [tooBig])
    }

    @Test func limitsTheFragments() {
        let more = ClientFrames.frame(0, isFinal: false)
        #expect(
            events(ClientFrames.text("a", isFinal: false) + more + more + more + more)
                == ["1009 A message has too many fragments."]
        )
    }

    // MARK: Compression, RFC 7692

    static let compressed: [([UInt8], String)] = [
        // Section 7.2.3.1: one block; 7.2.3.3: a block without compression; 7.2.3.4: a block that says it is the last
        // one; 7.2.3.5: two blocks.
        ([0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00], "text Hello"),
        ([0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x00], "text Hello"),
        ([0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00], "text Hello"),
        ([0xF2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xCA, 0xC9, 0xC9, 0x07, 0x00], "text Hello"),
        ([0x02, 0x00], "text "), ([0x00], "text "),
        ([0xFF, 0xFF], "1007 Compressed data is damaged."),
    ]

    @Test(arguments: compressed)
    func readsCompressedMessages(_ payload: [UInt8], _ expected: String) {
        #expect(events(ClientFrames.frame(1, payload, reserved: 4), deflate: DeflateParameters()) == [expected])
    }

    @Test func readsCompressedFragments() {
        let bytes =
            ClientFrames.frame(1, [0xF2, 0x48, 0xCD], isFinal: false, reserved: 4) + ClientFrames.frame(9)
            + ClientFrames.frame(0, [0xC9, 0xC9, 0x07, 0x00])
        #expect(events(bytes, deflate: DeflateParameters()) == ["ping ", "text Hello"])
    }

    @Test func keepsTheContextFromMessageToMessageIfThatIsAgreed() {
        // Section 7.2.3.2: the second "Hello" refers to the first.
        let bytes =
            ClientFrames.frame(1, [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00], reserved: 4) + ClientFrames.text("plain")
            + ClientFrames.frame(1, [0xF2, 0x00, 0x11, 0x00, 0x00], reserved: 4)
        #expect(events(bytes, deflate: DeflateParameters()) == ["text Hello", "text plain", "text Hello"])
        #expect(
            events(bytes, deflate: DeflateParameters(clientKeepsContext: false))
                == ["text Hello", "text plain", "1007 Compressed data is damaged."]
        )
    }

    @Test(arguments: [true, false])
    func readsWhatTheWriterWrites(keepsContext: Bool) throws {
        let parameters = DeflateParameters(serverKeepsContext: keepsContext, clientKeepsContext: keepsContext)
        var writer = MessageWriter(deflate: parameters)
        var output = ByteBuffer()
        let messages = (0..<20).map { "message \($0) " + String(repeating: "abc \($0 % 3) ", count: 20) }
        for message in messages { writer.write(.text(message), to: &output) }
        #expect(ClientFrames.describe(Array(output.readableBytesView)).allSatisfy { $0.hasPrefix("text compressed") })
        // The same payloads in a client's frames.
        var bytes: [UInt8] = []
        while let header = output.readBytes(length: 2) {
            let length = header[1] == 126 ? Int(output.readInteger(as: UInt16.self) ?? 0) : Int(header[1])
            bytes += ClientFrames.frame(1, output.readBytes(length: length) ?? [], reserved: 4)
        }
        #expect(events(bytes, deflate: parameters) == messages.map { "text \($0)" })
    }

    @Test func refusesMessagesThatExpandTooMuch() throws {
        var deflater = try Deflater(.raw)
        var payload = ByteBuffer()
        try deflater.compress(ByteBuffer(repeating: 0, count: 10_000_000), into: &payload, flush: .sync)
        let frame = ClientFrames.frame(2, Array(payload.readableBytesView.dropLast(4)), reserved: 4)
        let wide = MessageReader.Limits(messageBytes: 100_000_000, fragments: 4, expansion: 100)
        #expect(read([frame], DeflateParameters(), wide) == ["1009 A message expands too much."])
        let small = MessageReader.Limits(messageBytes: 1000, fragments: 4, expansion: 100)
        #expect(read([frame], DeflateParameters(), small) == ["1009 A message is larger than the limit of 1000 bytes."])
    }
}
