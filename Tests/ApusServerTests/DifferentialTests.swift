import ApusHTTP
import HTTPTypes
import NIOHTTP1
import Testing

@testable import ApusServer

/// Generated requests, read by this parser and by llhttp: where the two do not agree, a rule says why.
@Suite struct DifferentialTests {
    /// What this parser refuses and llhttp takes, with the reason why it has to be refused.
    static let stricter: [String: String] = [
        "missingHost": "RFC 9112, 3.2: a request without Host or with two of them is answered with 400",
        "invalidHost": "RFC 9112, 3.2: so is one whose Host is not a host with an optional port",
        "invalidTarget":
            "RFC 9112, 3.2: the four forms, each with the methods it is for; no fragment, no user, no empty host",
        "unsupportedTransferEncoding": "RFC 9112, 6.1: a transfer coding that is not understood gets 501",
        "unsupportedExpectation": "RFC 9110, 10.1.1: an expectation that is not met gets 417",
        "invalidChunk": "RFC 9112, 7.1.1: extensions follow the grammar",
        "invalidVersion": "RFC 9112, 2.3: one digit, a point, one digit, nothing else",
    ]

    @Test func differencesHaveReasons() {
        var generator = RequestGenerator(seed: 1)
        var reasons: Set<String> = []
        for _ in 0..<1500 {
            let bytes = generator.next()
            let ours = ParserHarness().wireEvents([bytes])
            let theirs = LlhttpDecoder().events([bytes])
            let reason = Self.reason(ours, theirs, bytes)
            #expect(reason != nil, "\(String(decoding: bytes, as: UTF8.self).debugDescription)\n\(ours)\n\(theirs)")
            if let reason { reasons.insert(reason) }
            expectSameWhenSplit(bytes, ours, theirs)
        }
        // Rules that no request needs would hide differences that nobody has looked at.
        #expect(Self.stricter.filter { !reasons.contains($0.value) } == [:])
    }

    private func expectSameWhenSplit(_ bytes: [UInt8], _ ours: [String], _ theirs: [String]) {
        #expect(ParserHarness().wireEvents(bytes.map { [$0] }) == ours)
        for position in bytes.indices {
            #expect(ParserHarness().wireEvents([Array(bytes[..<position]), Array(bytes[position...])]) == ours)
        }
        // llhttp gives out the parts it has before it refuses, as many as came in one piece.
        let split = LlhttpDecoder().events(bytes.map { [$0] })
        #expect(split == theirs || (split.last == "refused" && theirs.last == "refused"))
    }

    /// Why the two lists may stand next to each other; nil when no rule allows it.
    private static func reason(_ ours: [String], _ theirs: [String], _ bytes: [UInt8]) -> String? {
        if let last = ours.last, last.hasPrefix("failure ") {
            let failure = String(last.dropFirst("failure ".count).prefix { $0 != "(" })
            return theirs.last == "refused" ? "both refuse" : stricter[failure]
        }
        if theirs.last == "refused" { return looser(ours, theirs, bytes) }
        return ours == theirs ? "the same" : nil
    }

    /// What this parser takes and llhttp refuses, with the reason why it need not be refused.
    private static func looser(_ ours: [String], _ theirs: [String], _ bytes: [UInt8]) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        let line = text.drop { $0.isNewline }.prefix { !$0.isNewline }
        if ours == theirs.dropLast(), ours.contains(where: { $0.hasSuffix(" close") }) {
            return "what follows a request that closes is never looked at; llhttp looks and refuses it"
        }
        if theirs == ["refused"], HTTPMethod(rawValue: String(line.prefix { $0 != " " })).isUnknown {
            return
                "RFC 9110, 9.1: any token is a method, and one that no route knows gets 405; llhttp has a closed list"
        }
        if theirs == ["refused"], line.wholeMatch(of: /.* HTTP\/1\.[2-9]/) != nil {
            return "RFC 9110, 2.5: a later minor version is understood as HTTP/1.1"
        }
        if text.contains(/[0-9a-f][ \t]+;/) { return "RFC 9112, 7.1.1: there may be white space before the semicolon" }
        return nil
    }
}

extension HTTPMethod {
    /// Whether llhttp's list does not have it.
    fileprivate var isUnknown: Bool {
        if case .RAW = self { true } else { false }
    }
}

extension ParserHarness {
    /// The events in the form in which ``LlhttpDecoder`` describes them; the last one is that of a request that closes.
    func wireEvents(_ pieces: [[UInt8]]) -> [String] {
        let events = events(pieces) { parsed in
            let request = Request(parsed.head)
            let isAbsolute = request.target.contains("://")
            let fields = request.headers.map { field in
                // RFC 9112, section 3.2.2: an absolute target replaces the host, which llhttp leaves to its user.
                "\(field.name.rawName)=\(field.name.canonicalName == "host" && isAbsolute ? "…" : field.value)"
            }
            return "\(request.method.rawValue) \(request.target) 1.\(parsed.head.isHTTP10 ? 0 : 1) "
                + "[\(fields.joined(separator: "|"))]" + (parsed.isPersistent ? "" : " close")
        }
        guard let last = events.firstIndex(where: { $0.hasSuffix("] close") }) else { return events }
        let hasEnd = last + 1 < events.count && !events[last + 1].contains("] ") && !events[last + 1].hasSuffix("]")
        return Array(events[...(hasEnd ? last + 1 : last)])
    }
}
