import ApusJSON
import Foundation
import Testing

@Suite struct CodableTests {
    @Test func tellsAbsentFromNull() throws {
        struct Patch: Decodable, Equatable {
            var name: String??
            enum CodingKeys: CodingKey { case name }
            init(name: String??) { self.name = name }
            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                name = container.contains(.name) ? .some(try container.decode(String?.self, forKey: .name)) : .none
            }
        }
        #expect(try JSON.decode(Patch.self, from: utf8("{}")) == Patch(name: .none))
        #expect(try JSON.decode(Patch.self, from: utf8(#"{"name":null}"#)) == Patch(name: .some(.none)))
        #expect(try JSON.decode(Patch.self, from: utf8(#"{"name":"x"}"#)) == Patch(name: "x"))
    }

    @Test func takesMembersInAnyOrderAndIgnoresOthers() throws {
        struct Pair: Decodable, Equatable { var a: Int, b: [Int] }
        let expected = Pair(a: 1, b: [2])
        #expect(try JSON.decode(Pair.self, from: utf8(#"{"b":[2],"x":{"a":[9]},"a":1}"#)) == expected)
        #expect(try JSON.decode(Pair.self, from: utf8(#"{"\u0062":[2],"\u0061":1}"#)) == expected)
    }

    @Test func readsFromMemoryThatIsOnlyLent() throws {
        let bytes = utf8(#"["lent",1]"#)
        let value = try bytes.withUnsafeBytes { try JSON.decode([JSONValue].self, from: $0) }
        #expect(value == ["lent", 1])
        #expect(throws: JSONError.self) {
            try JSON.parse(UnsafeRawBufferPointer(start: nil, count: 0))
        }
    }

    @Test func keepsADecoderThatOutlivesTheCall() throws {
        struct Keeper: Decodable {
            var decoder: any Decoder
            init(from decoder: any Decoder) { self.decoder = decoder }
        }
        let keeper: Keeper
        do {
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 30, alignment: 1)
            defer { buffer.deallocate() }
            buffer.copyBytes(from: utf8(#"{"a":["a long enough string"]}"#))
            keeper = try JSON.decode(Keeper.self, from: UnsafeRawBufferPointer(buffer))
            buffer.initializeMemory(as: UInt8.self, repeating: 0xFF)
        }
        #expect(try [String: [String]](from: keeper.decoder) == ["a": ["a long enough string"]])
    }

    @Test func givesUserInfo() throws {
        let key = try #require(CodingUserInfoKey(rawValue: "locale"))
        struct Localized: Codable {
            var locale: String
            init(from decoder: any Decoder) throws { locale = Self.locale(decoder.userInfo) }
            init() { locale = "" }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encode(Self.locale(encoder.userInfo))
            }
            static func locale(_ info: [CodingUserInfoKey: Any]) -> String {
                info.values.first as? String ?? ""
            }
        }
        #expect(try JSON.decode([Localized].self, from: utf8("[1]"), userInfo: [key: "de"])[0].locale == "de")
        #expect(try JSON.encode([Localized()], userInfo: [key: "de"]) == utf8("[\"de\"]"))
    }

    @Test func takesBackWhatFailedToEncode() throws {
        struct Bad: Encodable {
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: NameKey.self)
                try container.encode(1, forKey: NameKey(stringValue: "a"))
                var nested = container.nestedUnkeyedContainer(forKey: NameKey(stringValue: "n"))
                try nested.encode(1)
                try container.encode([Double.nan], forKey: NameKey(stringValue: "b"))
            }
        }
        struct Lenient: Encodable {
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: NameKey.self)
                try? container.encode(Bad(), forKey: NameKey(stringValue: "x"))
                try? container.encode(Double.infinity, forKey: NameKey(stringValue: "y"))
                try container.encode(2, forKey: NameKey(stringValue: "z"))
                var list = container.nestedUnkeyedContainer(forKey: NameKey(stringValue: "list"))
                try? list.encode(Bad())
                try? list.encode(Float.nan)
                try list.encode(3)
            }
        }
        struct Fallback: Encodable {
            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                do { try container.encode(Bad()) } catch { try container.encode("fallback") }
            }
        }
        #expect(try codableText(Lenient()) == #"{"z":2,"list":[3]}"#)
        #expect(try codableText([Fallback()]) == #"["fallback"]"#)
    }

    @Test func throwsWhenContainersAreUsedOutOfOrder() throws {
        struct Twice: Encodable {
            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encode(1)
                try container.encode(2)
            }
        }
        struct Mixed: Encodable {
            func encode(to encoder: any Encoder) throws {
                var keyed = encoder.container(keyedBy: NameKey.self)
                try keyed.encode(1, forKey: NameKey(stringValue: "a"))
                var unkeyed = encoder.unkeyedContainer()
                _ = unkeyed.nestedUnkeyedContainer()
                _ = unkeyed.superEncoder()
                try unkeyed.encode(2)
            }
        }
        final class Shelf { var container: KeyedEncodingContainer<NameKey>? }
        struct Late: Encodable {
            let shelf: Shelf
            func encode(to encoder: any Encoder) throws {
                if shelf.container == nil {
                    var container = encoder.container(keyedBy: NameKey.self)
                    shelf.container = container
                    try container.encode([self], forKey: NameKey(stringValue: "a"))
                } else {
                    try shelf.container?.encode(1, forKey: NameKey(stringValue: "b"))
                }
            }
        }
        let message = "the container cannot be written to any more, or the value has another container"
        #expect(throws: JSONError(.notRepresentable, message)) { try JSON.encode(Twice()) }
        #expect(throws: JSONError(.notRepresentable, message, pointer: "/2")) { try JSON.encode(Mixed()) }
        #expect(throws: JSONError(.notRepresentable, message, pointer: "/a/0/b")) {
            try JSON.encode(Late(shelf: Shelf()))
        }
        struct Early: Encodable {
            let shelf: Shelf
            func encode(to encoder: any Encoder) throws { shelf.container = encoder.container(keyedBy: NameKey.self) }
        }
        let shelf = Shelf()
        #expect(try codableText(Early(shelf: shelf)) == "{}")
        #expect(throws: EncodingError.self) { try shelf.container?.encode(1, forKey: NameKey(stringValue: "c")) }
    }

    @Test func endsArraysWithAnError() {
        struct Three: Decodable {
            init(from decoder: any Decoder) throws {
                var container = try decoder.unkeyedContainer()
                _ = try container.decode(Int.self)
                _ = try container.decodeNil()
                _ = try container.decode(Int.self)
            }
        }
        #expect(decodeError(Three.self, "[1,null,3]") == nil)
        #expect(
            decodeError([Three].self, "[[1,null]]")
                == JSONError(
                    .valueNotFound,
                    "expected another element, found the end of the array",
                    pointer: "/0/2",
                    line: 1,
                    column: 2,
                    offset: 1
                )
        )
    }

    @Test func writesGeneratedCodeWithinCodable() throws {
        struct Point: JSONEncodable, Encodable {
            var x: Int
            func encode(to json: inout JSONWriter) throws(JSONError) {
                json.beginArray()
                json.integer(x)
                json.endArray()
            }
        }
        struct Line: Encodable { var from: Point, to: Point?, all: [Point] }
        #expect(try codableText(Line(from: Point(x: 1), to: nil, all: [Point(x: 2)])) == #"{"from":[1],"all":[[2]]}"#)
        #expect(try JSON.encode(Point(x: 3)) == utf8("[3]"))
        let hidden: any Encodable = [Point(x: 4)]
        #expect(try codableText(hidden) == "[[4]]")
    }

    /// Trying types one after the other must not cost time that grows with the place in the document.
    @Test func triesTypesInLargeArrays() throws {
        enum Either: Decodable {
            case text, number
            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if (try? container.decode(String.self)) != nil {
                    self = .text
                } else {
                    _ = try container.decode(Int.self)
                    self = .number
                }
            }
        }
        let document = utf8("[" + Array(repeating: "[1]", count: 20_000).joined(separator: ",") + "]")
        #expect(try JSON.decode([[Either]].self, from: document).count == 20_000)
    }
}
