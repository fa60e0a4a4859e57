public import ApusModel
import FoundationEssentials
import Testing

// What follows compiles, and that is half of the test.

/// Names that the expansion must not trip over.
@Model private struct Row {
    enum Kind: String, SQLConvertible { case small, large }

    @ID let key: UUID
    var kind: Kind
    var formerKind: Kind?
    var `class`: String?
    var column: Int {
        didSet { changes += 1 }
    }
    var sizes: [UInt8]
    var isOpen: Bool = false
    @References(Row.self, onDelete: .setNull) var parent: UUID?
    @References(Column.self) var other: Column.ID

    static let limit = 3
    static var shared: Int { 3 }
    var changes: Int {
        get { 0 }
        nonmutating set {}
    }
    func values() -> Int { 1 }
}

/// Refers to a model that refers to it.
@Model private struct Column {
    @ID var id: Int
    @References(Row.self) var row: UUID
    @Hidden var secret: String = "secret"
}

enum Outer {
    @Model struct Inner {
        @ID var id: Int64
        @References(Outer.Inner.self) var next: Int64?
    }
}

/// A model that other modules see.
@Model public struct Shared {
    /// The number.
    @ID(.generated) public var id: Int
    /// The name.
    public var name: String

    /// Makes one without a number.
    public init(name: String) {
        id = 0
        self.name = name
    }
}

@Model private struct Coded: Codable, Hashable {
    @ID var id: Int
    var name: String = "none"
}

@Model package struct Packaged: JSONEncodable {
    @ID package var id: Int

    package func encode(to json: inout JSONWriter) throws(JSONError) { json.string("mine") }
}

@Suite("A model describes its table")
struct ModelTests {
    private func json(_ value: some JSONEncodable) throws -> String {
        var writer = JSONWriter()
        try value.encode(to: &writer)
        return String(decoding: writer.finish(), as: UTF8.self)
    }

    @Test("names, types and traits")
    func schema() {
        let columns = Place.schema.columns
        #expect(Place.schema.name == "places")
        #expect(columns.map(\.name) == ["id", "name", "country", "version", "created_at", "updated_at"])
        #expect(columns.map(\.property) == ["id", "name", "country", "version", "createdAt", "updatedAt"])
        #expect(columns.map(\.type) == [.integer, .text, .text, .integer, .timestamp, .timestamp])
        #expect(columns.map(\.isNullable) == [false, false, true, false, false, false])
        #expect(columns.map(\.isGenerated) == [true, false, false, false, false, false])
        #expect(columns.map(\.timestamp) == [nil, nil, nil, nil, .created, .updated])
        #expect(columns.map(\.isVersion) == [false, false, false, true, false, false])
        #expect(Place.schema.identifier.name == "id")
        #expect(columns[2].reference?.table == "country")
        #expect(columns[2].reference?.column == "code")
        #expect(columns[2].reference?.onDelete == .cascade)
        #expect(Country.schema.columns.map(\.isUnique) == [false, true, false, false, false, false])
        #expect(Country.schema.columns.map(\.isIndexed) == [false, false, false, false, true, false])
        #expect(Country.schema.columns[5].property == "numeric")
    }

    @Test("enums, references in a circle, and names that the expansion uses too")
    func names() {
        #expect(
            Row.schema.columns.map(\.name)
                == ["key", "kind", "former_kind", "class", "column", "sizes", "is_open", "parent", "other"]
        )
        #expect(
            Row.schema.columns.map(\.type) == [.uuid, .text, .text, .text, .integer, .bytes, .boolean, .uuid, .integer]
        )
        #expect(Row.schema.columns[7].reference?.table == "row")
        #expect(Row.schema.columns[8].reference?.table == "column")
        #expect(Column.schema.columns[1].reference?.column == "key")
        #expect(Outer.Inner.schema.name == "inner")
        #expect(
            Row.where { $0.kind == .large && $0.class != nil }.tail == #" where "kind" = $1 and "class" is not null"#
        )
        #expect(Shared(name: "a").id == 0)
    }

    @Test("an enum is written as its raw value")
    func enums() throws {
        let row = Row(key: UUID(), kind: .large, formerKind: nil, column: 1, sizes: [], other: 1)
        #expect(try json(row).contains(#""kind":"large","formerKind":null,"#))
    }

    @Test("JSON has the properties by their names, hidden ones left out")
    func encoding() throws {
        let country = Country(code: "FI", name: "Finland", currency: "EUR", region: "Europe", numeric: "246")
        #expect(
            try json(country)
                == #"{"code":"FI","name":"Finland","population":null,"currency":"EUR","region":"Europe","numeric":"246"}"#
        )
        #expect(try json(Column(id: 1, row: UUID(), secret: "x")).contains("secret") == false)
        #expect(try json(Packaged(id: 1)) == #""mine""#)
        let request = try #require(PageRequest(page: 2, limit: 1))
        #expect(
            try json(Page([Currency(id: "EUR", name: "Euro")], total: 3, of: request))
                == #"{"items":[{"id":"EUR","name":"Euro"}],"total":3,"page":2,"limit":1}"#
        )
    }
}
