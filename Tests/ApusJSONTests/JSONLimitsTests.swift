import ApusJSON
import Testing

@Suite struct JSONLimitsTests {
    private func nested(_ depth: Int) -> [UInt8] {
        utf8(String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
    }

    @Test func limitsDepth() {
        #expect(parseError(nested(128)) == nil)
        #expect(
            parseError(nested(129))
                == JSONError(
                    .depthExceeded,
                    "arrays and objects are nested deeper than 128 levels",
                    pointer: String(repeating: "/0", count: 128),
                    line: 1,
                    column: 129,
                    offset: 128
                )
        )
        #expect(parseError(utf8("1"), limits: JSONLimits(depth: 0)) == nil)
        #expect(parseError(nested(1), limits: JSONLimits(depth: 0))?.code == .depthExceeded)
        #expect(parseError(nested(1), limits: JSONLimits(depth: -1))?.code == .depthExceeded)
        #expect(parseError(nested(JSONLimits.depthCeiling), limits: JSONLimits(depth: .max)) == nil)
        #expect(
            parseError(nested(JSONLimits.depthCeiling + 1), limits: JSONLimits(depth: .max))?.code == .depthExceeded
        )
        // Siblings do not add up.
        let wide = utf8("[" + Array(repeating: "[[]]", count: 1000).joined(separator: ",") + "]")
        #expect(parseError(wide, limits: JSONLimits(depth: 3)) == nil)
    }

    @Test func readsAndWritesTheDeepestValues() throws {
        let deepest = JSONLimits(depth: .max)
        let value = try JSON.parse(nested(JSONLimits.depthCeiling), limits: deepest)
        #expect(try JSON.encode(value) == nested(JSONLimits.depthCeiling))
        #expect(value == value)
        #expect(value.hashValue == (try JSON.parse(nested(JSONLimits.depthCeiling), limits: deepest)).hashValue)
    }

    @Test func decodesRecursiveTypesOfTheDeepestNesting() throws {
        struct Nest: Codable, Equatable {
            var children: [Nest]
            init(from decoder: any Decoder) throws {
                var container = try decoder.unkeyedContainer()
                children = []
                while !container.isAtEnd { children.append(try container.decode(Nest.self)) }
            }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.unkeyedContainer()
                for child in children { try container.encode(child) }
            }
        }
        let document = nested(JSONLimits.depthCeiling)
        let nest = try JSON.decode(Nest.self, from: document, limits: JSONLimits(depth: .max))
        #expect(try JSON.encode(nest) == document)
    }

    @Test func limitsTheDocument() {
        let limits = JSONLimits(documentBytes: 4)
        #expect(parseError(utf8("1234"), limits: limits) == nil)
        #expect(
            parseError(utf8("12345"), limits: limits)
                == JSONError(.limitExceeded, "the document is larger than 4 bytes")
        )
        #expect(parseError(utf8("1"), limits: JSONLimits(documentBytes: -1))?.code == .limitExceeded)
        #expect(parseError(utf8("1"), limits: JSONLimits(documentBytes: .max)) == nil)
    }

    @Test func limitsTheKeysOfEachObject() {
        let limits = JSONLimits(keysPerObject: 2)
        #expect(parseError(utf8(#"{"a":1,"b":{"c":1,"d":1}}"#), limits: limits) == nil)
        #expect(
            parseError(utf8(#"{"x":{"a":1,"b":2,"c":3}}"#), limits: limits)
                == JSONError(
                    .limitExceeded,
                    "an object has more than 2 keys",
                    pointer: "/x",
                    line: 1,
                    column: 19,
                    offset: 18
                )
        )
    }

    @Test func limitsStringsAndNumbers() {
        let limits = JSONLimits(stringBytes: 3, numberBytes: 4)
        #expect(parseError(utf8(#"["abc",-1.2]"#), limits: limits) == nil)
        #expect(
            parseError(utf8(#"["abcd"]"#), limits: limits)
                == JSONError(
                    .limitExceeded,
                    "a string is longer than 3 bytes",
                    pointer: "/0",
                    line: 1,
                    column: 2,
                    offset: 1
                )
        )
        #expect(parseError(utf8(#"{"abcd":1}"#), limits: limits)?.code == .limitExceeded)
        #expect(
            parseError(utf8("[12345]"), limits: limits)
                == JSONError(
                    .limitExceeded,
                    "a number is longer than 4 bytes",
                    pointer: "/0",
                    line: 1,
                    column: 2,
                    offset: 1
                )
        )
        #expect(parseError(utf8("1" + String(repeating: "0", count: 1024)))?.code == .limitExceeded)
    }

    /// Keys that share all but their middle get past the first comparison.
    @Test func findsADuplicateAmongManySimilarKeys() throws {
        let keys = (0..<5000).map { "key-\($0 + 10_000)-key" }
        let members = keys.map { "\"\($0)\":0" }
        let unique = utf8("{" + members.joined(separator: ",") + "}")
        #expect(try JSON.parse(unique).objectValue?.keys == keys)
        let twice = utf8("{" + members.joined(separator: ",") + ",\"\\u006bey-12345-key\":1}")
        #expect(parseError(twice)?.code == .duplicateKey)
        #expect(parseError(twice)?.pointer == "/key-12345-key")
    }
}
