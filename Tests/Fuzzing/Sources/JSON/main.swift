import ApusJSON
import CFuzzer
import Foundation

// Whatever comes, a document is read or refused, and every way of reading it comes to the same. The first byte of an input
// says where to split the rest.

/// A type of every kind of member, read by the compiler's `Codable`.
struct Record: Codable {
    enum Kind: String, Codable {
        case a, b
    }

    var id: Int8
    var name: String
    var height: Double?
    var tags: [String]
    var at: Date
    var data: Data
    var link: URL?
    var kind: Kind
    var child: [String: Record]?
}

/// A type that reads itself.
struct Node: JSONCodable {
    var id: UInt64
    var name: String?
    var children: [Node]
    var rest: JSONValue

    init(from json: borrowing JSONReader) throws(JSONError) {
        var members = try json.members()
        let id = members.value("id", as: UInt64.self, default: 0)
        let name = members.value("name", as: String?.self)
        let children = members.value("children", as: [Node].self, default: [])
        let rest = members.value("rest", as: JSONValue.self, default: .null)
        guard let id, let name, let children, let rest else { throw members.failure() }
        (self.id, self.name, self.children, self.rest) = (id, name, children, rest)
    }

    func encode(to json: inout JSONWriter) throws(JSONError) {
        json.beginObject()
        try json.member("id", id)
        try json.member("name", name)
        try json.member("children", children)
        try json.member("rest", rest)
        json.endObject()
    }
}

func check(_ condition: Bool, _ failure: String) {
    precondition(condition, failure)
}

/// The document that the events of `pieces` make; nil when they are refused.
func rewritten(_ pieces: [ArraySlice<UInt8>]) -> [UInt8]? {
    var reader = JSONEventReader()
    var json = JSONWriter()
    func write() throws(JSONError) {
        while let event = try reader.next() {
            switch event {
            case .beginObject: json.beginObject()
            case .endObject: json.endObject()
            case .beginArray: json.beginArray()
            case .endArray: json.endArray()
            case .key(let name): json.key(name)
            case .value(let value): try value.encode(to: &json)
            }
        }
    }
    do throws(JSONError) {
        for piece in pieces {
            reader.append(piece)
            try write()
        }
        reader.finish()
        try write()
    } catch {
        return nil
    }
    return json.finish()
}

/// The elements of the array that `pieces` make; nil when they are refused.
func elements(_ pieces: [ArraySlice<UInt8>]) -> [JSONValue]? {
    var reader = JSONArrayReader(of: JSONValue.self)
    var elements: [JSONValue] = []
    do throws(JSONError) {
        for piece in pieces {
            reader.append(piece)
            while let element = try reader.next() { elements.append(element) }
        }
        reader.finish()
        while let element = try reader.next() { elements.append(element) }
    } catch {
        return nil
    }
    return elements
}

func checkPieces(_ input: [UInt8], split: Int, _ whole: JSONValue?) throws {
    let written = try whole.map { try JSON.encode($0) }
    check(rewritten([input[...]]) == written, "events")
    check(rewritten([input[..<split], input[split...]]) == written, "events of two pieces")
    check(rewritten(input.indices.map { input[$0...$0] }) == written, "events of bytes")
    // The array may be one level deeper than its elements.
    let array = try? JSON.parse(input, limits: JSONLimits(depth: JSONLimits.default.depth + 1)).arrayValue
    check(elements([input[..<split], input[split...]]) == array, "elements")
    check(elements(input.indices.map { input[$0...$0] }) == array, "elements of bytes")
}

func checkWriting(_ input: [UInt8], _ value: JSONValue) throws {
    check(String(validating: input, as: UTF8.self) != nil, "accepted what is no UTF-8")
    let written = try JSON.encode(value)
    for document in [written, try JSON.encode(value, style: .indented), try JSON.restyle(input, as: .indented)] {
        check(try JSON.parse(document) == value, "written otherwise than read")
    }
    let safe = try JSON.encode(value, style: JSONStyle(isHTMLSafe: true))
    let safeValue = try JSON.parse(safe)
    check(!safe.contains(UInt8(ascii: "<")) && safeValue == value, "not safe in HTML")
}

func checkPatch(_ value: JSONValue) throws {
    guard case .array(let pair) = value, pair.count == 2 else { return }
    let merged = pair[0].merging(pair[1])
    check(try JSON.parse(JSON.encode(merged), limits: JSONLimits(depth: .max)) == merged, "merged")
    guard let patch = try? JSON.decode(JSONPatch.self, from: JSON.encode(pair[1])),
        let patched = try? pair[0].applying(patch)
    else { return }
    check(try JSON.parse(JSON.encode(patched), limits: JSONLimits(depth: .max)) == patched, "patched")
}

func checkTypes(_ input: [UInt8]) throws {
    if let records = try? JSON.decode([Record].self, from: input) {
        _ = try JSON.decode([Record].self, from: JSON.encode(records))
    }
    if let nodes = try? JSON.decode([Node].self, from: input) {
        let written = try JSON.encode(nodes)
        check(try JSON.encode(JSON.decode([Node].self, from: written)) == written, "nodes")
    }
    _ = try? JSON.decode([String: [String: Int]].self, from: input, limits: JSONLimits(allowsDuplicateKeys: true))
    _ = try? JSON.decode([Decimal].self, from: input)
    _ = try? JSON.parse(input, limits: JSONLimits(allowsDuplicateKeys: true))
}

var argumentCount = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
exit(
    LLVMFuzzerRunDriver(&argumentCount, &arguments) { data, size in
        let bytes = Array(UnsafeBufferPointer(start: data, count: size))
        guard let first = bytes.first else { return 0 }
        let input = Array(bytes.dropFirst())
        let value = try? JSON.parse(input)
        do {
            try checkPieces(input, split: Int(first) % (input.count + 1), value)
            if let value {
                try checkWriting(input, value)
                try checkPatch(value)
            }
            try checkTypes(input)
        } catch {
            preconditionFailure("\(error)")
        }
        return 0
    }
)
