import ApusJSON
import Foundation
import SeededRandom
import Testing

@Suite struct JSONValueTests {
    @Test func givesAccessToItsContent() throws {
        let value = try JSON.parse(utf8(#"{"a":[1,2.5,"x",true,null,18446744073709551615],"b":{"c":{}}}"#))
        #expect(value["a"]?[0]?.integerValue == 1)
        #expect(value["a"]?[0]?.numberValue == 1)
        #expect(value["a"]?[1]?.numberValue == 2.5)
        #expect(value["a"]?[1]?.integerValue == nil)
        #expect(value["a"]?[2]?.stringValue == "x")
        #expect(value["a"]?[3]?.boolValue == true)
        #expect(value["a"]?[4]?.isNull == true)
        #expect(value["a"]?[5] == .unsigned(.max))
        #expect(value["a"]?[5]?.integerValue == nil)
        #expect(value["a"]?[5]?.numberValue == 18_446_744_073_709_551_616)
        #expect(value["a"]?[6] == nil)
        #expect(value["a"]?[-1] == nil)
        #expect(value["a"]?["a"] == nil)
        #expect(value[0] == nil)
        #expect(value["b"]?["c"]?.objectValue?.isEmpty == true)
        #expect(value["a"]?.arrayValue?.count == 6)
        #expect(value["c"] == nil)
    }

    @Test func isWrittenAsLiterals() throws {
        let name = "x"
        let value: JSONValue = ["b": [1, -2.5, "t", true, nil], "a": ["\(name)y": [:]], "b2": []]
        #expect(try text(value) == #"{"b":[1,-2.5,"t",true,null],"a":{"xy":{}},"b2":[]}"#)
        let twice: JSONValue = ["a": 1, "b": 2, "a": 3]
        #expect(try text(twice) == #"{"a":3,"b":2}"#)
    }

    @Test func comparesObjectsInAnyOrder() throws {
        let one = try JSON.parse(utf8(#"{"a":1,"b":{"c":2,"d":3}}"#))
        let other = try JSON.parse(utf8(#"{"b":{"d":3,"c":2},"a":1}"#))
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        #expect(one != (["a": 1, "b": ["c": 2, "d": 4]] as JSONValue))
        #expect(one != (["a": 1] as JSONValue))
        #expect(JSONValue.integer(1) != .number(1))
    }

    @Test func keepsTheOrderOfMembersAsTheyChange() throws {
        for count in [3, 16, 17, 18, 100] {
            var object = JSONObject()
            for index in 0..<count { object["k\(index)"] = .integer(Int64(index)) }
            object["k1"] = "changed"
            object["k0"] = nil
            object["none"] = nil
            #expect(object.count == count - 1)
            #expect(object.keys == (1..<count).map { "k\($0)" })
            #expect(object["k1"] == "changed")
            #expect(object["k\(count - 1)"] == .integer(Int64(count - 1)))
            #expect(object["k0"] == nil)
            object["k0"] = .null
            #expect(object.last?.key == "k0")
            #expect(object["k0"] == .null)
            #expect(try JSON.parse(try JSON.encode(object)).objectValue?.keys == object.keys)
        }
    }

    @Test func tellsComposedFromDecomposedKeys() {
        var object: JSONObject = ["\u{E9}": 1, "e\u{301}": 2]
        #expect(object.count == 2)
        #expect(object["\u{E9}"] == 1)
        #expect(object["e\u{301}"] == 2)
        for index in 0..<20 { object["\(index)"] = 0 }
        #expect(object["\u{E9}"] == 1)
        #expect(object["e\u{301}"] == 2)
    }

    @Test func isCodableWithOtherCoders() throws {
        let document = #"{"a":[1,2.5,"x",true,null,{"b":[]},18446744073709551615],"c":{}}"#
        let value = try JSON.parse(utf8(document))
        #expect(try JSONDecoder().decode(JSONValue.self, from: Data(document.utf8)) == value)
        #expect(try JSON.parse(Array(try JSONEncoder().encode(value))) == value)
    }

    @Test func isCodableWithinOtherTypes() throws {
        struct Event: Codable, Equatable {
            var name: String
            var payload: JSONValue
            var extra: JSONValue?
        }
        let event = Event(name: "x", payload: ["b": [1], "a": nil], extra: nil)
        let bytes = try JSON.encode(event)
        #expect(bytes == utf8(#"{"name":"x","payload":{"b":[1],"a":null}}"#))
        #expect(try JSON.decode(Event.self, from: bytes) == event)
    }

    @Test func placesNumbersThatAreRefused() {
        #expect(
            parseError(utf8("[0,-1e4000000000]"))
                == JSONError(
                    .outOfRange,
                    "the exponent of the number is too large",
                    pointer: "/1",
                    line: 1,
                    column: 4,
                    offset: 3
                )
        )
    }

    @Test func readsManyRandomDocumentsBack() throws {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<3000 {
            let value = random.value()
            let bytes = try JSON.encode(value)
            let read = try JSON.parse(bytes)
            #expect(read == value)
            #expect(try JSON.encode(read) == bytes)
            // By way of Codable the same comes out.
            #expect(try JSON.encode(Box(value: value)) == utf8("{\"value\":") + bytes + utf8("}"))
        }
    }

    private struct Box: Encodable {
        var value: JSONValue
    }
}
