import ApusJSON
import Foundation
import SeededRandom
import Testing

/// Does as Foundation does, unless there is a reason not to.
@Suite struct DifferentialTests {
    private let encoder: JSONEncoder
    private let decoder: JSONDecoder

    init() {
        encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
    }

    /// Encodes and decodes with both, also each with the other's document.
    private func check<Value: Codable & Equatable>(_ value: Value, sourceLocation: SourceLocation = #_sourceLocation)
        throws
    {
        let ours = try JSON.encode(value)
        let theirs = Array(try encoder.encode(value))
        #expect(
            canonical(try JSON.parse(ours)) == canonical(try JSON.parse(theirs)),
            "\(String(decoding: ours, as: UTF8.self))",
            sourceLocation: sourceLocation
        )
        for document in [ours, theirs] {
            #expect(try JSON.decode(Value.self, from: document) == value, sourceLocation: sourceLocation)
            #expect(try decoder.decode(Value.self, from: Data(document)) == value, sourceLocation: sourceLocation)
        }
    }

    /// A value with every number as a double: Foundation writes 1.0 as 1, and reads some integers by way of a double.
    private func canonical(_ value: JSONValue) -> JSONValue {
        switch value {
        case .integer, .unsigned: .number(value.numberValue ?? 0)
        case .array(let elements): .array(elements.map(canonical))
        case .object(let object): .object(JSONObject(object.map { ($0.key, canonical($0.value)) }))
        default: value
        }
    }

    @Test func codesScalars() throws {
        try check(Scalars())
        try check(1)
        try check("text")
        try check(-2.5)
        try check(true)
        try check(Int?.none)
        try check([Int?.none])
    }

    @Test func codesOptionals() throws {
        try check(Optionals())
        try check([Optionals(present: nil, text: nil, list: [], nested: nil, child: nil)])
    }

    @Test func codesCollections() throws {
        try check(Collections())
        try check([Collections()])
        try check([String: Int]())
        try check(Set([1]))
        try check(["a": ["b": ["c": [1, 2]]]])
    }

    @Test func codesFoundationTypes() throws {
        try check(FoundationTypes())
        try check([URL(string: "https://example.com")])
        try check(["id": UUID()])
        try check(Data())
        try check(Date(timeIntervalSince1970: 1))
    }

    @Test func codesEnums() throws {
        try check(
            Shape.group(
                [
                    .empty, .circle(radius: 1.5), .rectangle(width: 1, height: nil), .named("n", points: [1]),
                    .group([], label: nil),
                ],
                label: "all"
            )
        )
        try check([Level.low, .high])
        try check([Level.low.rawValue: Level.high])
    }

    @Test func codesClassesAndCustomContainers() throws {
        try check(Tree(1, [Tree(2, [Tree(3)]), Tree(4)]))
        try check(Derived())
        try check(Flat())
        try check([Interleaved(), Interleaved()])
        try check(Wrapper(Wrapper([Wrapper(1)])))
        try check(Wrapper(Renamed()))
        try check(Renamed())
        try check(Empty())
        try check([Empty()])
        try check(ManyKeys())
    }

    @Test func readsRandomDocumentsAlike() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<400 {
            let document = try JSON.encode(random.value())
            let ours = try JSON.decode(JSONValue.self, from: document)
            let theirs = try decoder.decode(JSONValue.self, from: Data(document))
            #expect(canonical(ours) == canonical(theirs))
        }
    }

    /// Of the documents of the tables, Foundation accepts some it should not.
    @Test func isStricterThanFoundation() {
        let lenient = refusedDocuments.filter {
            isAcceptedByFoundation(utf8($0)) && parseError(utf8($0))?.code != .duplicateKey
        }
        #expect(lenient == ["1\u{0}", "[1,]", "[1,\n]", "{\"a\":1,}", "\u{FEFF}[]", "\u{FEFF}\"a\""])
        for (document, _) in acceptedDocuments {
            #expect(isAcceptedByFoundation(utf8(document)), "\(document)")
        }
    }

    @Test func acceptsMutatedDocumentsAsFoundationDoes() throws {
        var random = SeededGenerator(seed: 8)
        var accepted = 0
        for _ in 0..<5000 {
            let document = try random.mutation(of: try JSON.encode(random.value(depth: 2)))
            // Foundation guesses other encodings where there are zeros, and takes a byte order mark.
            guard !document.contains(0), document.first.map({ $0 < 0x80 }) ?? true else { continue }
            let error = parseError(document)
            if error == nil { accepted += 1 }
            // Foundation has no numbers beyond Double.
            if error == nil, hasNumberBeyondDouble(try JSON.parse(document)) { continue }
            switch error?.code {
            case .duplicateKey?, .outOfRange?: continue
            case .malformed? where hasTrailingComma(document): continue
            default:
                #expect(
                    (error == nil) == isAcceptedByFoundation(document),
                    "\(String(decoding: document, as: UTF8.self))"
                )
            }
        }
        #expect(accepted > 500)
    }

    private func hasNumberBeyondDouble(_ value: JSONValue) -> Bool {
        switch value {
        case .decimal(let number): number.doubleValue == nil
        case .array(let elements): elements.contains(where: hasNumberBeyondDouble)
        case .object(let object): object.contains { hasNumberBeyondDouble($0.value) }
        default: false
        }
    }

    /// Foundation accepts commas before a closing bracket.
    private func hasTrailingComma(_ document: [UInt8]) -> Bool {
        let significant = document.filter { $0 > 0x20 }
        return zip(significant, significant.dropFirst()).contains {
            $0 == UInt8(ascii: ",") && ($1 == UInt8(ascii: "]") || $1 == UInt8(ascii: "}"))
        }
    }

    private func isAcceptedByFoundation(_ document: [UInt8]) -> Bool {
        // Foundation checks a number or string when it is decoded.
        (try? decoder.decode(JSONValue.self, from: Data(document))) != nil
    }
}
