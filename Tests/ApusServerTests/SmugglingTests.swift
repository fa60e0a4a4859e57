import Testing

@testable import ApusServer

/// The seams at which the templates of the tool *smuggler* put a byte, to have one of two servers read
/// `Transfer-Encoding` and the other one not. Here every byte is tried at every seam, next to a `Content-Length`.
@Suite struct SmugglingTests {
    /// A place for a byte in or around `Transfer-Encoding: chunked`.
    struct Seam: Sendable, CustomTestStringConvertible {
        let before: String
        let after: String
        /// The bytes with which the field is not `Transfer-Encoding`, nor anything that looks so to anybody.
        let isHarmless: @Sendable (UInt8) -> Bool

        init(_ before: String, _ after: String, harmless: @escaping @Sendable (UInt8) -> Bool = { _ in false }) {
            self.before = before
            self.after = after
            self.isHarmless = harmless
        }

        var testDescription: String { "\(before)…\(after)" }
    }

    static let seams = [
        Seam("", "Transfer-Encoding: chunked") { isToken($0) },
        Seam("Transfer", "Encoding: chunked") { (isToken($0) && $0 != UInt8(ascii: "-")) || $0 == UInt8(ascii: ":") },
        Seam("Transfer", "-Encoding: chunked") { isToken($0) || $0 == UInt8(ascii: ":") },
        Seam("Transfer-Encoding", ": chunked") { isToken($0) },
        Seam("Transfer-Encoding", "chunked"),
        Seam("Transfer-Encoding:", "chunked"),
        Seam("Transfer-Encoding: ", "chunked"),
        Seam("Transfer-Encoding: ch", "nked"),
        Seam("Transfer-Encoding: chunked", ""),
        Seam("Transfer-Encoding: chunked", ", identity"),
        Seam("Transfer-Encoding: identity,", "chunked"),
        Seam("Transfer-Encoding: chunked", "X: X"),
        Seam("Transfer-Encoding: chunked\r", "X: X"),
        Seam("Transfer-Encoding: chunked", "\nX: X"),
        Seam("Transfer-Encoding:\r\n", "chunked"),
        Seam("Transfer-Encoding: identity\r\nTransfer-Encoding:", "chunked"),
        Seam("X: X", "Transfer-Encoding: chunked") { isValue($0) },
        Seam("X:", "Transfer-Encoding: chunked") { isValue($0) },
        Seam("X: X\r", "Transfer-Encoding: chunked"),
        Seam("X: X", "\nTransfer-Encoding: chunked"),
    ]

    /// Either the request is refused, or its body is framed by `Content-Length` and the field is another one.
    @Test(arguments: seams)
    func aByteAtASeamNeverHidesTheTransferCoding(_ seam: Seam) {
        for byte in UInt8.min...UInt8.max {
            let field = Array(seam.before.utf8) + [byte] + Array(seam.after.utf8)
            let events = ParserHarness().summary(of: request(with: field))
            let expected = seam.isHarmless(byte) ? ["head length 6", "body 0\\r\\n\\r\\nX", "head"] : ["refused"]
            #expect(events == expected, "byte \(byte)")
        }
    }

    /// The same byte at two seams at once.
    @Test func aByteAtTwoSeamsNeverHidesTheTransferCoding() {
        let parts = ["", "Transfer-Encoding", ":", "chunked", ""].map { Array($0.utf8) }
        for byte in UInt8.min...UInt8.max {
            for first in 0..<4 {
                for second in (first + 1)..<4 {
                    let field = parts.indices.dropLast().reduce(into: [UInt8]()) { field, index in
                        field += parts[index] + (index == first || index == second ? [byte] : [])
                    }
                    let events = ParserHarness().summary(of: request(with: field))
                    let isChunked = events.contains { $0.hasSuffix("chunked") }
                    #expect(!isChunked && (events == ["refused"] || events.first == "head length 6"), "byte \(byte)")
                }
            }
        }
    }

    /// Fields that are no `Transfer-Encoding`, however much they look like it.
    @Test(arguments: [
        "Transfer_Encoding: chunked", "Content-Encoding: chunked", "X-Transfer-Encoding: chunked",
        "TransferEncoding: chunked",
    ])
    func similarNamesAreOrdinaryFields(_ field: String) {
        #expect(ParserHarness().summary(of: request(with: Array(field.utf8))).first == "head length 6")
    }

    /// Values that some servers take for `chunked`.
    @Test(arguments: [
        "chunked, cow", "cow, chunked", "\"chunked\"", "'chunked'", "chunk", "cow chunked bar", "cHuNkeD", " chunked",
        "chunked;q=1", "chunked,", ",chunked", "chunked, chunked", "chunkedchunked", "\u{B}chunked", "",
    ])
    func valuesNextToContentLengthAreRefused(_ value: String) {
        let field = Array("Transfer-Encoding: \(value)".utf8)
        #expect(ParserHarness().summary(of: request(with: field)) == ["refused"])
    }

    /// A request whose body is `0 CR LF CR LF X` to a server that goes by the length, and whose body is empty to one
    /// that goes by the chunks, for which a request that begins with `X` follows.
    private func request(with field: [UInt8]) -> [UInt8] {
        Array("POST / HTTP/1.1\r\n".utf8) + field
            + Array("\r\nHost: a\r\nContent-Length: 6\r\n\r\n0\r\n\r\nXGET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    }

    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    private static func isValue(_ byte: UInt8) -> Bool {
        byte == 9 || (byte >= 32 && byte != 127)
    }
}

extension ParserHarness {
    /// What the bytes are as far as framing goes: `head`, `head length 3`, `head chunked`, `body …`, `refused`.
    func summary(of bytes: [UInt8]) -> [String] {
        events([bytes]).map { event in
            if event.hasPrefix("failure") { return "refused" }
            if event.hasPrefix("body") { return event.replacing("\r\n", with: "\\r\\n") }
            let framing = event.split(separator: "]").last.map(String.init) ?? ""
            return "head" + (event.hasSuffix("]") ? "" : framing)
        }
    }
}
