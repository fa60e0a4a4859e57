import ApusJSONCodable
import Foundation

// The snippets of Documentation/JSON.md.

@JSONCodable(keys: .snakeCase) struct Town: Equatable {
    let name: String
    var height: Double?
    var tags: [String] = []
    @JSONKey("iso") var countryCode: String
}

@JSONCodable struct TownChange {
    var name: String?
    var height: Double??
}

@JSONCodable(discriminator: "kind") indirect enum Figure {
    case circle(radius: Double)
    case town(Town)
    case group(members: [Figure], name: String)
}

struct Size: JSONCodable, Equatable {
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

func mistakes(in bytes: [UInt8]) -> [String] {
    do {
        _ = try JSON.decode([Town].self, from: bytes)
        return []
    } catch {
        return ([error] + error.others).map(\.pointer)
    }
}

func inAFormat(_ event: Event) throws -> Event {
    let format = JSONFormat(keys: .snakeCase, dates: .secondsSince1970)
    let document = try JSON.encode(event, format: format, style: .indented)
    return try JSON.decode(Event.self, from: document, format: format)
}

func change(_ bytes: [UInt8], by patch: [UInt8]) throws -> JSONValue {
    var value = try JSON.parse(bytes)
    value.merge(["title": "Cantons", "draft": nil])
    try value.apply(JSON.decode(JSONPatch.self, from: patch))
    return value
}

func tags(in chunks: [[UInt8]]) throws -> Int {
    var count = 0
    var rows = JSONArrayReader(of: Town.self)
    for chunk in chunks {
        rows.append(chunk)
        while let town = try rows.next() { count += town.tags.count }
    }
    rows.finish()
    while let town = try rows.next() { count += town.tags.count }
    return count
}

func write(_ towns: [Town], send: ([UInt8]) -> Void) throws {
    var json = JSONWriter()
    json.beginArray()
    for town in towns {
        try town.encode(to: &json)
        if json.byteCount > 16_384 { send(json.takeBytes()) }
    }
    json.endArray()
    send(json.finish())
}
