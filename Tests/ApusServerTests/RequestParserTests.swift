import ApusHTTP
import SeededRandom
import Testing

@testable import ApusServer

@Suite struct RequestParserTests {
    private let parser = ParserHarness()

    // MARK: Accepted

    static let accepted: [(String, [String])] = [
        // RFC 9112, section 3: request line
        ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", ["GET / [Host=a]"]),
        ("get-it / HTTP/1.1\r\nHost: a\r\n\r\n", ["get-it / [Host=a]"]),
        ("GET /a/b?x=1&y=%20+ HTTP/1.1\r\nHost: a\r\n\r\n", ["GET /a/b ?x=1,y=   [Host=a]"]),
        ("GET /? HTTP/1.1\r\nHost: a\r\n\r\n", ["GET / [Host=a]"]),
        ("GET / HTTP/1.7\r\nHost: a\r\n\r\n", ["GET / [Host=a]"]),
        ("GET / HTTP/1.0\r\n\r\n", ["GET / [] close"]),
        ("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", ["GET / [Connection=keep-alive]"]),
        // Section 2.2: one empty line before a request
        ("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", ["GET / [Host=a]"]),
        // Section 3.2: forms of the target
        ("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", ["OPTIONS * [Host=a]"]),
        ("GET http://b/x?y HTTP/1.1\r\nHost: a\r\n\r\n", ["GET /x ?y= [Host=b]"]),
        ("GET HTTPS://b:80 HTTP/1.1\r\nHost: a\r\n\r\n", ["GET / [Host=b:80]"]),
        ("GET http://b?y=1 HTTP/1.1\r\nHost: a\r\n\r\n", ["GET / ?y=1 [Host=b]"]),
        // Section 3.2 and RFC 9110, section 7.2: Host
        ("GET / HTTP/1.1\r\nHost:\r\n\r\n", ["GET / [Host=]"]),
        ("GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", ["GET / [Host=[::1]:8080]"]),
        ("GET / HTTP/1.1\r\nHost: a:\r\n\r\n", ["GET / [Host=a:]"]),
        // Section 5: fields
        ("GET / HTTP/1.1\r\nHost:a\r\nX: \t b c\t \r\nY:\r\n\r\n", ["GET / [Host=a|X=b c|Y=]"]),
        ("GET / HTTP/1.1\r\nhOST: a\r\nX: \u{E9}\r\n\r\n", ["GET / [hOST=a|X=\u{E9}]"]),
        // Section 6: bodies
        (
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
            ["POST / [Host=a|Content-Length=3] length 3", "body abc"]
        ),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", ["POST / [Host=a|Content-Length=0]"]),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 003\r\n\r\nabc",
            ["POST / [Host=a|Content-Length=003] length 3", "body abc"]
        ),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\nabc\r\n0A;x=\"y\"\r\n0123456789\r\n0\r\nT: v\r\n\r\n",
            ["POST / [Host=a|Transfer-Encoding=Chunked] chunked", "body abc0123456789 [T=v]"]
        ),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            ["POST / [Host=a|Transfer-Encoding=chunked] chunked", "body "]
        ),
        // Section 9.3: persistence
        ("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n", ["GET / [Host=a|Connection=x, Close] close"]),
        ("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n", ["GET / [Host=a]", "GET /2 [Host=a]"]),
        // RFC 9110, section 10.1.1: Expect
        (
            "PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\nz",
            ["PUT / [Host=a|Expect=100-Continue|Content-Length=1] length 1 continue", "body z"]
        ),
        (
            "PUT / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nz",
            ["PUT / [Expect=100-continue|Content-Length=1] length 1 close", "body z"]
        ),
    ]

    @Test(arguments: accepted)
    func acceptsAndDescribes(_ text: String, _ expected: [String]) {
        #expect(parser.events(text) == expected)
    }

    @Test(arguments: accepted)
    func doesNotDependOnHowBytesAreSplit(_ text: String, _ expected: [String]) {
        let bytes = Array(text.utf8)
        for position in 0...bytes.count {
            #expect(parser.events([Array(bytes[..<position]), Array(bytes[position...])]) == expected)
        }
        #expect(parser.events(bytes.map { [$0] }) == expected)
    }

    // MARK: Refused

    static let refused: [(String, ParseFailure)] = [
        // RFC 9112, section 2.2: line ends
        ("GET / HTTP/1.1\nHost: a\n\n", .bareLineFeed),
        ("GET / HTTP/1.1\r\nHost: a\n\r\n", .bareLineFeed),
        ("GET / HTTP/1.1\r\nHost: a\r\n\n", .bareLineFeed),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", .invalidFieldValue),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: a\r\r\n\r\n", .invalidFieldValue),
        ("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .unexpectedByte),
        ("\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .unexpectedByte),
        (" GET / HTTP/1.1\r\nHost: a\r\n\r\n", .unexpectedByte),
        ("\u{16}\u{3}\u{1}", .unexpectedByte),
        // Section 3.1: method
        ("G(T / HTTP/1.1\r\nHost: a\r\n\r\n", .invalidMethod),
        ("GET\r\nHost: a\r\n\r\n", .invalidMethod),
        ("GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", .invalidMethod),
        // Section 3.2: target
        ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", .invalidTarget),
        ("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", .invalidVersion),
        ("GET /#f HTTP/1.1\r\nHost: a\r\n\r\n", .invalidTarget),
        ("GET /\u{E9} HTTP/1.1\r\nHost: a\r\n\r\n", .invalidTarget),
        ("GET /\u{0} HTTP/1.1\r\nHost: a\r\n\r\n", .invalidTarget),
        ("GET a HTTP/1.1\r\nHost: a\r\n\r\n", .invalidTarget),
        ("GET * HTTP/1.1\r\nHost: a\r\n\r\n", .invalidTarget),
        ("GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n", .invalidTarget),
        ("GET http:///x HTTP/1.1\r\nHost: a\r\n\r\n", .invalidTarget),
        ("GET http://u@a/x HTTP/1.1\r\nHost: a\r\n\r\n", .invalidTarget),
        ("CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", .unsupportedMethod),
        ("CONNECT [::1]:443 HTTP/1.1\r\nHost: a\r\n\r\n", .unsupportedMethod),
        ("CONNECT a HTTP/1.1\r\nHost: a\r\n\r\n", .invalidTarget),
        ("CONNECT a: HTTP/1.1\r\nHost: a\r\n\r\n", .invalidTarget),
        ("CONNECT :443 HTTP/1.1\r\nHost: a\r\n\r\n", .invalidTarget),
        ("CONNECT /a HTTP/1.1\r\nHost: a\r\n\r\n", .invalidTarget),
        ("CONNECT http://a:443 HTTP/1.1\r\nHost: a\r\n\r\n", .invalidTarget),
        // Section 2.3: version
        ("GET /\r\n\r\n", .invalidTarget),
        ("GET / \r\nHost: a\r\n\r\n", .invalidVersion),
        ("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", .invalidVersion),
        ("GET / http/1.1\r\nHost: a\r\n\r\n", .invalidVersion),
        ("GET / HTTP/11\r\nHost: a\r\n\r\n", .invalidVersion),
        ("GET / HTTP/1.10\r\nHost: a\r\n\r\n", .invalidVersion),
        ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", .unsupportedVersion),
        ("GET / HTTP/0.9\r\nHost: a\r\n\r\n", .unsupportedVersion),
        // Section 3.2 and RFC 9110, section 7.2: Host
        ("GET / HTTP/1.1\r\n\r\n", .missingHost),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", .missingHost),
        ("GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", .missingHost),
        ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", .invalidHost),
        ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", .invalidHost),
        ("GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", .invalidHost),
        ("GET / HTTP/1.1\r\nHost: a:x\r\n\r\n", .invalidHost),
        ("GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n", .invalidHost),
        ("GET / HTTP/1.1\r\nHost: a:1:2\r\n\r\n", .invalidHost),
        ("GET / HTTP/1.1\r\nHost: a%2\r\n\r\n", .invalidHost),
        ("GET / HTTP/1.1\r\nHost: a,b\r\nHost: c\r\n\r\n", .missingHost),
        ("GET / HTTP/1.1\r\nHost: []\r\n\r\n", .invalidHost),
        ("GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", .invalidHost),
        ("GET / HTTP/1.1\r\nHost: [::1]x\r\n\r\n", .invalidHost),
        // Section 5.1 and 5.2: fields
        ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", .invalidFieldName),
        ("GET / HTTP/1.1\r\nHost: a\r\n X: b\r\n\r\n", .invalidFieldName),
        ("GET / HTTP/1.1\r\nHost: a\r\n\tfolded\r\n\r\n", .invalidFieldName),
        ("GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", .invalidFieldName),
        ("GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", .invalidFieldName),
        ("GET / HTTP/1.1\r\nHost: a\r\nX\u{0}: b\r\n\r\n", .invalidFieldName),
        ("GET / HTTP/1.1\r\nHost: a\r\nX(: b\r\n\r\n", .invalidFieldName),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \u{0}\r\n\r\n", .invalidFieldValue),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \u{7F}\r\n\r\n", .invalidFieldValue),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \u{1B}[m\r\n\r\n", .invalidFieldValue),
        // Section 6.2: Content-Length
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \r\n\r\n", .invalidContentLength),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\n", .invalidContentLength),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -3\r\n\r\n", .invalidContentLength),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x3\r\n\r\n", .invalidContentLength),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\n", .invalidContentLength),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n", .invalidContentLength),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 3\r\n\r\n", .invalidContentLength),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9223372036854775808\r\n\r\n", .invalidContentLength),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", .invalidContentLength),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9223372036854775807\r\n\r\n", .bodyTooLarge(limit: 16_777_216)),
        // Section 6.1: Transfer-Encoding
        (
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
            .contentLengthWithTransferEncoding
        ),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
            .contentLengthWithTransferEncoding
        ),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
            .invalidTransferEncoding
        ),
        ("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", .invalidTransferEncoding),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n", .unsupportedTransferEncoding),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", .unsupportedTransferEncoding),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n", .unsupportedTransferEncoding),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", .unsupportedTransferEncoding),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \"chunked\"\r\n\r\n", .unsupportedTransferEncoding),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked;x\r\n\r\n", .unsupportedTransferEncoding),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\u{B}chunked\r\n\r\n", .invalidFieldValue),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n", .invalidFieldName),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n chunked\r\n\r\n", .unsupportedTransferEncoding),
        // RFC 9110, section 10.1.1: Expect
        ("POST / HTTP/1.1\r\nHost: a\r\nExpect: magic\r\n\r\n", .unsupportedExpectation),
    ]

    @Test(arguments: refused)
    func refuses(_ text: String, _ expected: ParseFailure) {
        let bytes = Array(text.utf8)
        #expect(parser.failure(bytes) == expected)
        for position in 0...bytes.count {
            let events = parser.events([Array(bytes[..<position]), Array(bytes[position...])])
            #expect(events == ["failure \(expected)"])
        }
        #expect(parser.events(bytes.map { [$0] }) == ["failure \(expected)"])
    }

    // MARK: Chunked bodies, section 7.1

    static let badChunks: [(String, ParseFailure)] = [
        ("\r\n", .invalidChunk),
        ("g\r\n", .invalidChunk),
        (" 3\r\nabc\r\n", .invalidChunk),
        ("3 \r\nabc\r\n", .invalidChunk),
        ("+3\r\nabc\r\n", .invalidChunk),
        ("-3\r\nabc\r\n", .invalidChunk),
        ("0x3\r\nabc\r\n", .invalidChunk),
        ("3\nabc\r\n", .invalidChunk),
        ("3\rabc\r\n", .invalidChunk),
        ("3\r\nabcd\r\n", .invalidChunk),
        ("3\r\nabc\n0\r\n\r\n", .invalidChunk),
        ("3;a\nb\r\nabc\r\n", .invalidChunk),
        ("3;a\rb\r\nabc\r\n", .invalidChunk),
        ("0000000000000003\r\nabc\r\n", .invalidChunk),
        ("fffffffffffffffff\r\n", .invalidChunk),
        ("fffffffffffffff\r\n", .bodyTooLarge(limit: 16_777_216)),
        ("0\r\nX\r\n\r\n", .invalidTrailer),
        ("0\r\n X: y\r\n\r\n", .invalidTrailer),
        ("0\r\nX: \u{0}\r\n\r\n", .invalidTrailer),
        ("0\r\n\rX", .invalidTrailer),
        ("3;\r\nabc\r\n", .invalidChunk),
        ("3;=b\r\nabc\r\n", .invalidChunk),
        ("3;a=\r\nabc\r\n", .invalidChunk),
        ("3;a=b \r\nabc\r\n", .invalidChunk),
        ("3;a b\r\nabc\r\n", .invalidChunk),
        ("3;a=\"b\r\nabc\r\n", .invalidChunk),
        ("3;a=\"b\"c\r\nabc\r\n", .invalidChunk),
        ("3;a=\"\\\u{0}\"\r\nabc\r\n", .invalidChunk),
        ("3 a\r\nabc\r\n", .invalidChunk),
        ("3,a\r\nabc\r\n", .invalidChunk),
        ("0\r\nX: y\n\r\n", .invalidTrailer),
        ("0\r\nX : y\r\n\r\n", .invalidTrailer),
        ("0\r\nContent-Length: 3\r\n\r\n", .invalidTrailer),
        ("0\r\nTransfer-Encoding: chunked\r\n\r\n", .invalidTrailer),
        ("0\r\nhost: b\r\n\r\n", .invalidTrailer),
        ("0\r\n" + String(repeating: "X: y\r\n", count: 101) + "\r\n", .invalidTrailer),
        ("0\r\nX: " + String(repeating: "y", count: 40_000) + "\r\n\r\n", .invalidTrailer),
        ("3;" + String(repeating: "x", count: 5000), .chunkOverheadTooLarge),
        (String(repeating: "1;" + String(repeating: "x", count: 100) + "\r\na\r\n", count: 50), .chunkOverheadTooLarge),
    ]

    @Test(arguments: badChunks)
    func refusesChunks(_ body: String, _ expected: ParseFailure) {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        let whole = parser.events(head + body)
        #expect(whole.last == "failure \(expected)")
        #expect(parser.events((head + body).utf8.map { [$0] }) == whole)
    }

    static let goodChunks: [(String, String)] = [
        ("3;a\r\nabc\r\n0\r\n\r\n", "body abc"),
        ("3;a;b=c;d=\"e; \\\" f\"\r\nabc\r\n0;g\r\n\r\n", "body abc"),
        ("3 ; a = b ; c\r\nabc\r\n0\r\n\r\n", "body abc"),
        ("3;a=\"\" \t;b\r\nabc\r\n0\r\n\r\n", "body abc"),
        ("0003\r\nabc\r\n00\r\n\r\n", "body abc"),
        ("3\r\n\r\n0\r\n0\r\n\r\n", "body \r\n0"),
        ("0\r\nX:  y \r\nX: z\r\nEmpty:\r\n\r\n", "body  [X=y|X=z|Empty=]"),
    ]

    @Test(arguments: goodChunks)
    func acceptsChunks(_ body: String, _ expected: String) {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        let events = ["POST / [Host=a|Transfer-Encoding=chunked] chunked", expected]
        #expect(parser.events(head + body) == events)
        #expect(parser.events((head + body).utf8.map { [$0] }) == events)
    }

    // MARK: Limits

    @Test func limitsTheTarget() {
        var parser = ParserHarness()
        parser.limits.targetBytes = 10
        #expect(parser.events("GET /123456789 HTTP/1.1\r\nHost: a\r\n\r\n") == ["GET /123456789 [Host=a]"])
        #expect(
            parser.events("GET /1234567890 HTTP/1.1\r\nHost: a\r\n\r\n") == [
                "failure \(ParseFailure.targetTooLong(limit: 10))"
            ]
        )
        #expect(
            parser.events("GET /" + String(repeating: "a", count: 100)) == [
                "failure \(ParseFailure.targetTooLong(limit: 10))"
            ]
        )
    }

    @Test func limitsTheHeader() {
        var parser = ParserHarness()
        parser.limits.headerBytes = 39
        parser.limits.targetBytes = 10
        let exact = "GET / HTTP/1.1\r\nHost: a\r\nX: 89012345\r\n\r\n"
        #expect(exact.utf8.count == 40)
        #expect(parser.events(exact) == ["failure \(ParseFailure.headerTooLarge(limit: 39))"])
        #expect(parser.events("GET / HTTP/1.1\r\nHost: a\r\nX: 8901234\r\n\r\n") == ["GET / [Host=a|X=8901234]"])
        #expect(parser.events(exact.utf8.map { [$0] }) == ["failure \(ParseFailure.headerTooLarge(limit: 39))"])
    }

    @Test func limitsTheNumberOfFields() {
        var parser = ParserHarness()
        parser.limits.fields = 2
        #expect(parser.events("GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n\r\n") == ["GET / [Host=a|X=b]"])
        #expect(
            parser.events("GET / HTTP/1.1\r\nHost: a\r\nX: b\r\nY: c\r\n\r\n") == [
                "failure \(ParseFailure.tooManyFields(limit: 2))"
            ]
        )
    }

    @Test func limitsTheBody() {
        var parser = ParserHarness()
        parser.limits.bodyBytes = 4
        #expect(parser.failure(Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n".utf8)) == nil)
        #expect(
            parser.failure(Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n".utf8))
                == .bodyTooLarge(limit: 4)
        )
        let chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(parser.failure(Array((chunked + "2\r\nab\r\n2\r\nab\r\n0\r\n\r\n").utf8)) == nil)
        #expect(parser.failure(Array((chunked + "2\r\nab\r\n3\r\nabc\r\n0\r\n\r\n").utf8)) == .bodyTooLarge(limit: 4))
    }

    // MARK: Mutations

    /// Whatever comes, the parser ends in a request, a failure or a wait for more, and the same however it is split.
    @Test(arguments: UInt64(1)...20)
    func survivesMutations(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let corpus = Self.accepted.map { Array($0.0.utf8) } + Self.refused.map { Array($0.0.utf8) }
        for _ in 0..<300 {
            var bytes = corpus.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let position = Int.random(in: 0...bytes.count, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0 where position < bytes.count: bytes[position] = UInt8.random(in: 0...255, using: &random)
                case 1 where position < bytes.count: bytes.remove(at: position)
                case 2:
                    bytes.insert([13, 10, 32, 9, 58, 0, 44, 59][Int.random(in: 0...7, using: &random)], at: position)
                default: bytes.insert(contentsOf: bytes[position...].prefix(20), at: position)
                }
            }
            let whole = parser.events([bytes])
            #expect(parser.events(bytes.map { [$0] }) == whole)
        }
    }
}
