import SeededRandom

/// Makes requests that are mostly right and now and then wrong in one of the ways that servers disagree about.
struct RequestGenerator {
    private var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    /// The next request, followed by a plain one, which shows where a parser believes the first to end.
    mutating func next() -> [UInt8] {
        let framing = Int.random(in: 0..<4, using: &random)
        var bytes = requestLine(hasBody: framing > 1)
        for field in fields(framing: framing).shuffled(using: &random) { bytes += Array(field.utf8) + lineEnd() }
        bytes += lineEnd()
        switch framing {
        case 2: bytes += Array("hello".utf8)
        case 3: bytes += chunks()
        default: break
        }
        if oneIn(6), let position = bytes.indices.randomElement(using: &random) {
            bytes[position] = pick([
                0, 9, 10, 13, 32, 34, 44, 58, 59, 61, 127, 128, 255, .random(in: 0...255, using: &random),
            ])
        }
        return bytes + Array("GET /next HTTP/1.1\r\nHost: b\r\n\r\n".utf8)
    }

    private mutating func requestLine(hasBody: Bool) -> [UInt8] {
        let method =
            oneIn(12)
            ? pick(["CONNECT", "BREW", "get", "G@T", "", "M-SEARCH"])
            : hasBody ? pick(["POST", "PUT", "PATCH"]) : pick(["GET", "HEAD", "OPTIONS", "DELETE"])
        let target =
            oneIn(6)
            ? pick(["*", "", "h:80", "/a#b", "/\u{E9}", "http:///x", "http://u@h/x", "ftp://h/", "x", "//h/x", "/a b"])
            : pick(["/", "/a/b", "/a?b=1&c", "/%41%2F", "http://h/x", "HTTP://h:80?q", "/a|b{c}\"d\\"])
        let version =
            oneIn(8)
            ? pick(["HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "HTTP/0.9", "http/1.1", "HTTP/1.1 ", "HTTP/11", ""])
            : "HTTP/1.1"
        return Array("\(method)\(space())\(target)\(space())\(version)".utf8) + lineEnd()
    }

    private mutating func fields(framing: Int) -> [String] {
        var fields: [String] = []
        if !oneIn(10) { fields.append("Host: \(oneIn(10) ? pick(["", "a b", "a/b", "[::1]:80", "a,b", "a:x"]) : "a")") }
        if oneIn(20) { fields.append("Host: b") }
        if framing == 2 || oneIn(20) {
            fields.append(
                "Content-Length: \(oneIn(5) ? pick(["05", "+5", "5,5", "0x5", "", "-5", "5 ", "99999999999999999999"]) : "5")"
            )
        }
        if framing == 3 || oneIn(20) {
            fields.append(
                "Transfer-Encoding: \(oneIn(5) ? pick(["identity", "gzip, chunked", "chunked, gzip", "", "xchunked", "chunked,", "\tchunked"]) : pick(["chunked", "Chunked"]))"
            )
        }
        if oneIn(30) { fields.append("Content-Length: 5") }
        if oneIn(5) {
            fields.append("Connection: \(pick(["keep-alive", "close", "x, close", "Keep-Alive, x", "cl ose", ""]))")
        }
        if oneIn(20) { fields.append("Expect: \(pick(["100-continue", "magic"]))") }
        if oneIn(3) {
            fields.append(
                pick([
                    "X: y", "X:y", "X:\t y \t", "X:", "X : y", "X", ": y", " X: y", "\tfolded", "X: a\u{0}b",
                    "X: \u{E9}", "X(: y",
                    "X: a\rb", "X: a\u{7F}", "Cookie: a=b; c", "x-long-name_1.2~: *",
                ])
            )
        }
        return fields
    }

    private mutating func chunks() -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            let size = oneIn(6) ? pick(["3 ", "+3", "0x3", "4", "2", "", "g", " 3"]) : pick(["3", "03", "3"])
            let parameters =
                oneIn(4) ? pick([";", ";a", ";a=b", ";a=\"b;c\"", " ;a", ";a=", ";a=\"", ";a b", ";=b", ";a=b;c"]) : ""
            bytes += Array("\(size)\(parameters)".utf8) + lineEnd() + Array("abc".utf8) + lineEnd()
        }
        bytes += Array(pick(["0", "0", "0", "00", "0;a", ""]).utf8) + lineEnd()
        if oneIn(4) {
            bytes +=
                Array(pick(["T: v", "T:", "T", " T: v", "T : v", "Content-Length: 5", "T: \u{0}"]).utf8) + lineEnd()
        }
        return bytes + lineEnd()
    }

    private mutating func space() -> String { oneIn(40) ? pick(["  ", "\t", ""]) : " " }
    private mutating func lineEnd() -> [UInt8] { oneIn(60) ? pick([[10], [13], [13, 13, 10], [10, 13]]) : [13, 10] }
    private mutating func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }

    private mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: choices.indices, using: &random)]
    }
}
