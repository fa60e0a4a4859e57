import ApusJSON
import Testing

@Suite struct CodableSmokeTests {
    struct Place: Codable, Equatable {
        var name: String
        var height: Double?
        var tags: [String]
        var codes: [String: Int]
        var kind: Kind
        enum Kind: Codable, Equatable { case peak(meters: Int), town, pair(Int, String) }
    }

    @Test func roundTrips() throws {
        let place = Place(name: "Zürich \"x\"\n", height: nil, tags: ["a", "b"], codes: ["x": 1], kind: .pair(3, "k"))
        let bytes = try JSON.encode([place])
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"[{"name":"Zürich \"x\"\n","tags":["a","b"],"codes":{"x":1},"kind":{"pair":{"_0":3,"_1":"k"}}}]"#
        )
        #expect(try JSON.decode([Place].self, from: bytes) == [place])
        let value = try JSON.parse(bytes)
        #expect(try JSON.encode(value) == bytes)
        #expect(value[0]?["kind"]?["pair"]?["_0"]?.integerValue == 3)
    }

    @Test func namesThePlaceOfAnError() throws {
        let text = "[{\"name\":\"a\",\n \"tags\":[\"x\",\n 3]}]"
        #expect(throws: JSONError(.typeMismatch, "expected a string, found a number", pointer: "/0/tags/1", line: 3, column: 2, offset: 29)) {
            try JSON.decode([Place].self, from: Array(text.utf8))
        }
    }
}
