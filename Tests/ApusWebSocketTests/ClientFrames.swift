import NIOCore

@testable import ApusWebSocket

/// The client's side of the wire: masked frames, and the frames of a server read back.
enum ClientFrames {
    /// A masked frame.
    static func frame(
        _ opcode: UInt8,
        _ payload: [UInt8] = [],
        isFinal: Bool = true,
        reserved: UInt8 = 0,
        mask: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
    ) -> [UInt8] {
        var bytes = [(isFinal ? 0x80 : 0) | reserved << 4 | opcode]
        switch payload.count {
        case ...125: bytes.append(0x80 | UInt8(payload.count))
        case ...0xFFFF: bytes += [0xFE] + big(payload.count, bytes: 2)
        default: bytes += [0xFF] + big(payload.count, bytes: 8)
        }
        return bytes + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
    }

    static func text(_ text: String, isFinal: Bool = true) -> [UInt8] {
        frame(1, Array(text.utf8), isFinal: isFinal)
    }

    static func close(_ code: Int?, _ reason: String = "") -> [UInt8] {
        frame(8, (code.map { big($0, bytes: 2) } ?? []) + Array(reason.utf8))
    }

    /// What a server has sent, one line each: `text Hello`, `close 1000 bye`.
    static func describe(_ bytes: [UInt8]) -> [String] {
        var rest = bytes[...]
        var lines: [String] = []
        while rest.count >= 2 {
            let first = rest.removeFirst()
            var length = Int(rest.removeFirst())
            if length >= 126 {
                let size = length == 126 ? 2 : 8
                length = rest.prefix(size).reduce(0) { $0 << 8 | Int($1) }
                rest.removeFirst(size)
            }
            let payload = Array(rest.prefix(length))
            rest.removeFirst(min(length, rest.count))
            let kind = [1: "text", 2: "binary", 8: "close", 9: "ping", 10: "pong"][first & 0x0F] ?? "?"
            lines.append(kind + (first & 0x40 != 0 ? " compressed" : "") + content(payload, isClose: kind == "close"))
        }
        return lines
    }

    private static func content(_ payload: [UInt8], isClose: Bool) -> String {
        guard isClose, payload.count >= 2 else {
            return payload.isEmpty ? "" : " " + String(decoding: payload, as: UTF8.self)
        }
        return " \(Int(payload[0]) << 8 | Int(payload[1]))" + content(Array(payload.dropFirst(2)), isClose: false)
    }

    private static func big(_ number: Int, bytes: Int) -> [UInt8] {
        (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
