import ApusJSONCodable
import Foundation
import Testing

// The snippets of Documentation/JSON.md.

// An expansion stands outside of the type around it, so it sees these at the top of the file.
private typealias Place = JSONGuide.Place
private typealias Shape = JSONGuide.Shape

enum JSONGuide {
    @JSONCodable(keys: .snakeCase) struct Place: Equatable {
        let name: String
        var height: Double?
        var tags: [String] = []
        @JSONKey("iso") var countryCode: String
    }

    @JSONCodable struct PlaceChange {
        var name: String?
        var height: Double??  // not there: leave it; null: remove it
    }

    @JSONCodable(discriminator: "kind") indirect enum Shape {
        case circle(radius: Double)  // {"kind":"circle","radius":1.5}
        case place(Place)  // {"kind":"place","name":"Bern",…}
        case group(members: [Shape], name: String)
    }

    struct Size: JSONCodable {
        var width: Int
        var height: Int

        init(from json: borrowing JSONReader) throws(JSONError) {
            var members = try json.members()
            let width = members.value("width", as: Int.self)
            let height = members.value("height", as: Int.self, default: 1)
            guard let width, let height else { throw members.failure() }
            self.width = width
            self.height = height
        }

        func encode(to json: inout JSONWriter) throws(JSONError) {
            json.beginObject()
            try json.member("width", width)
            try json.member("height", height)
            json.endObject()
        }
    }

    struct Event: Codable, Equatable {
        var startsAt: Date
    }

    static func again(_ bytes: [UInt8]) throws -> [UInt8] {
        let place = try JSON.decode(Place.self, from: bytes)
        let document = try JSON.encode(place)
        return document
    }

    static func mistakes(in bytes: [UInt8]) -> [String] {
        var lines: [String] = []
        func print(_ pointer: String, _ message: String) { lines.append("\(pointer): \(message)") }
        do {
            _ = try JSON.decode([Place].self, from: bytes)
        } catch {
            for mistake in [error] + error.others { print(mistake.pointer, mistake.message) }
        }
        return lines
    }

    static func isSame(_ event: Event) throws -> Bool {
        let format = JSONFormat(keys: .snakeCase, dates: .secondsSince1970)
        let document = try JSON.encode(event, format: format, style: .indented)
        let same = try JSON.decode(Event.self, from: document, format: format)
        return same == event
    }

    static func change(_ bytes: [UInt8], by patch: [UInt8]) throws -> (names: [String?], value: JSONValue) {
        var value = try JSON.parse(bytes)
        let name = value["places"]?[0]?["name"]?.stringValue
        let sameName = value[try JSONPointer("/places/0/name")]

        value.merge(["title": "Cantons", "draft": nil])
        try value.apply(JSON.decode(JSONPatch.self, from: patch))
        return ([name, sameName?.stringValue], value)
    }

    static func countTags(in chunks: AsyncStream<[UInt8]>) async throws -> Int {
        var count = 0
        var rows = JSONArrayReader(of: Place.self)
        for try await chunk in chunks {
            rows.append(chunk)
            while let place = try rows.next() { count += place.tags.count }
        }
        rows.finish()
        while let place = try rows.next() { count += place.tags.count }
        return count
    }

    static func write(_ places: [Place], send: ([UInt8]) -> Void) throws {
        var json = JSONWriter()
        json.beginArray()
        for place in places {
            try place.encode(to: &json)
            if json.byteCount > 16_384 { send(json.takeBytes()) }
        }
        json.endArray()
        send(json.finish())
    }
}

@Suite struct JSONSnippets {
    private let bern = Array(#"{"name":"Bern","height":540.5,"tags":["capital"],"iso":"CH"}"#.utf8)

    @Test func documentsAreReadAndWritten() throws {
        #expect(try JSONGuide.again(bern) == bern)
        let change = try JSON.decode(JSONGuide.PlaceChange.self, from: Array(#"{"height":null}"#.utf8))
        #expect(change.name == nil && change.height == .some(nil))
        let shape = JSONGuide.Shape.group(members: [.circle(radius: 1.5)], name: "a")
        #expect(
            String(decoding: try JSON.encode(shape), as: UTF8.self)
                == #"{"kind":"group","members":[{"kind":"circle","radius":1.5}],"name":"a"}"#
        )
        #expect(try JSON.decode(JSONGuide.Size.self, from: Array(#"{"width":3}"#.utf8)).height == 1)
        #expect(try JSONGuide.isSame(JSONGuide.Event(startsAt: Date(timeIntervalSince1970: 5))))
    }

    @Test func everyMistakeIsTold() {
        let lines = JSONGuide.mistakes(in: Array(#"[{"name":7,"iso":"CH"},{"name":"Bern"}]"#.utf8))
        #expect(lines.map { $0.prefix { $0 != ":" } } == ["/0/name", "/1/iso"])
    }

    @Test func unknownDocumentsAreChanged() throws {
        let document = Array(#"{"places":[{"name":"Bern"}],"draft":true}"#.utf8)
        let patch = Array(#"[{"op":"replace","path":"/places/0/name","value":"Basel"}]"#.utf8)
        let (names, value) = try JSONGuide.change(document, by: patch)
        #expect(names == ["Bern", "Bern"])
        #expect(value == ["places": [["name": "Basel"]], "title": "Cantons"])
    }

    @Test func arraysComeAndGoInPieces() async throws {
        let place = try JSON.decode(Place.self, from: bern)
        var written: [UInt8] = []
        var pieces = 0
        try JSONGuide.write([Place](repeating: place, count: 1000)) { bytes in
            written += bytes
            pieces += 1
        }
        #expect(pieces > 1)
        let chunks = AsyncStream { continuation in
            for byte in written { continuation.yield([byte]) }
            continuation.finish()
        }
        #expect(try await JSONGuide.countTags(in: chunks) == 1000)
    }
}
