import NIOCore
import Testing

@testable import ApusWebSocket

/// RFC 6455, section 5.
@Suite struct FrameParserTests {
    private func events(_ pieces: [[UInt8]], allowsCompression: Bool = false) -> [String] {
        var parser = FrameParser(allowsCompression: allowsCompression)
        var buffer = ByteBuffer()
        var lines: [String] = []
        var payload: [UInt8] = []
        do {
            for piece in pieces {
                buffer.writeBytes(piece)
                while let event = try parser.next(&buffer) {
                    switch event {
                    case .begin(let header):
                        lines.append(
                            "\(header.opcode)\(header.isFinal ? "" : " more")\(header.isCompressed ? " compressed" : "")"
                                + " \(header.length)"
                        )
                    case .payload(let bytes): payload += bytes.readableBytesView
                    case .end:
                        lines.append(String(decoding: payload, as: UTF8.self))
                        payload = []
                    }
                }
            }
        } catch {
            lines.append(error.reason)
        }
        return lines
    }

    @Test func readsTheExampleOfTheStandard() {
        let bytes: [UInt8] = [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
        #expect(events([bytes]) == ["text 5", "Hello"])
    }

    static let accepted: [([UInt8], [String])] = [
        (ClientFrames.text(""), ["text 0", ""]),
        (
            ClientFrames.text("Hel", isFinal: false) + ClientFrames.frame(0, Array("lo".utf8)),
            ["text more 3", "Hel", "continuation 2", "lo"]
        ),
        (ClientFrames.frame(9, Array("p".utf8)) + ClientFrames.frame(10), ["ping 1", "p", "pong 0", ""]),
        (ClientFrames.frame(2, Array("123456789".utf8), mask: [0, 0, 0, 0]), ["binary 9", "123456789"]),
        (ClientFrames.text(String(repeating: "x", count: 125)), ["text 125", String(repeating: "x", count: 125)]),
        (ClientFrames.text(String(repeating: "x", count: 126)), ["text 126", String(repeating: "x", count: 126)]),
        (ClientFrames.close(1000, "bye"), ["close 5", "\u{3}\u{FFFD}bye"]),
    ]

    @Test(arguments: accepted)
    func readsFramesHoweverTheyAreSplit(_ bytes: [UInt8], _ expected: [String]) {
        #expect(events([bytes]) == expected)
        #expect(events(bytes.map { [$0] }) == expected)
        for position in bytes.indices {
            #expect(events([Array(bytes[..<position]), Array(bytes[position...])]) == expected)
        }
    }

    @Test(arguments: [125, 126, 0xFFFF, 0x10000, 200_003])
    func readsEveryFormOfTheLength(_ count: Int) {
        let text = String(repeating: "abcdefg", count: count / 7 + 1).prefix(count)
        #expect(events([ClientFrames.text(String(text))]) == ["text \(count)", String(text)])
    }

    static let refused: [([UInt8], String)] = [
        ([0x83], "The opcode is reserved."), ([0x8B], "The opcode is reserved."),
        ([0xA1], "A reserved bit is set."), ([0x91], "A reserved bit is set."), ([0xC1], "A reserved bit is set."),
        ([0x09], "A control frame is fragmented."), ([0x08], "A control frame is fragmented."),
        ([0x81, 0x05], "A frame of a client is not masked."),
        ([0x89, 0xFE, 0x00, 0x7E], "A control frame is longer than 125 bytes."),
        ([0x88, 0xFF, 0, 0, 0, 0, 0, 1, 0, 0], "A control frame is longer than 125 bytes."),
        ([0x81, 0xFE, 0x00, 0x7D], "A length is not written in the shortest way."),
        ([0x81, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], "A length is not written in the shortest way."),
        ([0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0], "The highest bit of a length is set."),
    ]

    @Test(arguments: refused)
    func refusesWhatTheStandardForbids(_ bytes: [UInt8], _ reason: String) {
        #expect(events([bytes]) == [reason])
        #expect(events(bytes.map { [$0] }) == [reason])
    }

    @Test func compressionIsForTheFirstFrameOfAMessage() {
        #expect(events([ClientFrames.frame(1, reserved: 4)], allowsCompression: true) == ["text compressed 0", ""])
        #expect(events([ClientFrames.frame(0, reserved: 4)], allowsCompression: true) == ["A reserved bit is set."])
        #expect(events([ClientFrames.frame(9, reserved: 4)], allowsCompression: true) == ["A reserved bit is set."])
    }
}
