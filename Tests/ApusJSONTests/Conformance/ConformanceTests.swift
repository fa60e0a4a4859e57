import ApusJSON
import Testing

@Suite struct ConformanceTests {
    @Test func tablesAreLargeEnough() {
        #expect(acceptedDocuments.count >= 90)
        #expect(refusedDocuments.count >= 180)
        #expect(Set(refusedDocuments).count == refusedDocuments.count)
    }

    @Test(arguments: acceptedDocuments)
    func readsAndWrites(document: String, written: String) throws {
        let value = try JSON.parse(utf8(document))
        #expect(try text(value) == written)
        // What has been written reads as the same, also by way of Codable.
        #expect(try JSON.parse(utf8(written)) == value)
        #expect(try JSON.decode(JSONValue.self, from: utf8(document)) == value)
    }

    @Test(arguments: refusedDocuments)
    func refuses(document: String) {
        let error = parseError(utf8(document))
        #expect(error != nil)
        #expect([.malformed, .unexpectedEnd, .duplicateKey, .invalidUTF8].contains(error?.code))
    }

    @Test(arguments: malformedUTF8)
    func refusesMalformedUTF8(bytes: [UInt8]) {
        #expect(parseError(utf8("[\"") + bytes + utf8("\"]"))?.code == .invalidUTF8)
        #expect(parseError(utf8("[\"1234567") + bytes + utf8("890\"]"))?.code == .invalidUTF8)
        #expect(parseError(utf8("{\"") + bytes + utf8("\":1}"))?.code == .invalidUTF8)
        #expect(parseError(utf8("[") + bytes + utf8("]"))?.code == .malformed)
        #expect(parseError(bytes) != nil)
        #expect(parseError(utf8("\"") + bytes) != nil)
    }

    @Test func refusesOtherEncodings() {
        let utf16: [UInt8] = [0x5B, 0x00, 0x5D, 0x00]
        #expect(parseError(utf16)?.code == .malformed)
        #expect(parseError([0xFF, 0xFE] + utf16)?.code == .malformed)
        #expect(parseError([0x00, 0x5B, 0x00, 0x5D])?.code == .malformed)
    }

    /// Every prefix of a document is unfinished, and every byte of it is needed at its place.
    @Test func refusesEveryPrefix() {
        let document = utf8(#"{"a":[1.5e-3,true,null,"x\u00e9\ud83d\ude00é€😀"],"b":{"c":false},"d":-0}"#)
        #expect(parseError(document) == nil)
        for length in 0..<document.count {
            let error = parseError(Array(document[..<length]))
            #expect(error != nil, "\(length)")
        }
    }

    @Test(arguments: ["[", "{\"a\":", "[{\"a\":", "[[],", "[\"\",{\"\":"])
    func endsDeepNestingWithAnError(unit: String) {
        let document = utf8(String(repeating: unit, count: 100_000))
        #expect(parseError(document)?.code == .depthExceeded)
        #expect(parseError(document, limits: JSONLimits(depth: .max))?.code == .depthExceeded)
        #expect(decodeError([Int].self, String(repeating: unit, count: 100_000))?.code == .depthExceeded)
    }
}
