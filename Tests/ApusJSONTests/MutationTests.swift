import ApusJSON
import SeededRandom
import Testing

/// Documents that are nearly right: none crashes, and what is accepted reads the same a second time.
@Suite struct MutationTests {
    @Test(arguments: 0..<8 as Range<UInt64>)
    func survivesMutations(seed: UInt64) throws {
        var random = SeededGenerator(seed: 100 + seed)
        for _ in 0..<2000 {
            let document = try random.mutation(of: try JSON.encode(random.value(depth: 3)))
            guard let value = try? JSON.parse(document) else { continue }
            #expect(try JSON.parse(try JSON.encode(value)) == value)
            // An accepted document is UTF-8.
            #expect(Array(String(decoding: document, as: UTF8.self).utf8) == document)
        }
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func survivesMutationsAsTypes(seed: UInt64) throws {
        var random = SeededGenerator(seed: 200 + seed)
        let documents = [
            try JSON.encode(Scalars()), try JSON.encode(Optionals()), try JSON.encode(Collections()),
            try JSON.encode(FoundationTypes()), try JSON.encode(Shape.group([.circle(radius: 1)], label: "x")),
            try JSON.encode(Interleaved()), try JSON.encode(ManyKeys()), try JSON.encode(Derived()),
        ]
        for round in 0..<1500 {
            let document = try random.mutation(of: documents[round % documents.count])
            _ = try? JSON.decode(Scalars.self, from: document)
            _ = try? JSON.decode(Optionals.self, from: document)
            _ = try? JSON.decode(Collections.self, from: document)
            _ = try? JSON.decode(FoundationTypes.self, from: document)
            _ = try? JSON.decode(Shape.self, from: document)
            _ = try? JSON.decode(Interleaved.self, from: document)
            _ = try? JSON.decode(ManyKeys.self, from: document)
            _ = try? JSON.decode(Derived.self, from: document)
        }
    }

    @Test func survivesRandomBytes() {
        var random = SeededGenerator(seed: 300)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            _ = parseError(bytes)
            _ = parseError(Array("[\"".utf8) + bytes)
        }
    }
}
