import ApusModel
import FoundationEssentials

@Model struct Currency {
    @ID var id: String
    var name: String
}

@Model struct Country {
    @ID var code: String
    @Unique var name: String
    var population: Int?
    @References(Currency.self) var currency: Currency.ID?
    @Indexed var region: String
    @Column("iso_num") var numeric: String = ""
}

@Model(table: "places") struct Place {
    @ID(.generated) var id: Int
    var name: String
    @References(Country.self, onDelete: .cascade) var country: String?
    @Version var version: Int
    @Timestamp(.created) var createdAt: Date
    @Timestamp(.updated) var updatedAt: Date
}

@Model struct Tag {
    @ID var name: String
}

@Model struct Counter {
    @ID(.generated) var id: Int = 0
}

/// Conforms without the macro.
struct Language: Model, Equatable {
    var id: String
    var name: String?

    struct Columns: Sendable {
        let id = Column<Language, String>("id")
        let name = Column<Language, String?>("name")
    }
    static let columns = Columns()
    static let schema = TableSchema(
        "language",
        columns: [ColumnSchema("id", String.self, .identifier), ColumnSchema("name", String?.self)]
    )

    init(id: String, name: String?) {
        self.id = id
        self.name = name
    }

    init(row: Row, from offset: Int) throws(DatabaseError) {
        id = try row.decode(at: offset)
        name = try row.decode(at: offset + 1)
    }

    func appendValues(to values: inout [SQLValue]) {
        values.append(id.sqlValue)
        values.append(name.sqlValue)
    }
}

extension Country: Equatable {}
extension Currency: Equatable {}
extension Place: Equatable {}

@Model struct Note {
    @ID var id: String
    var text: String
    @Version var version: Int = 1
    @Timestamp(.created) var createdAt: Date = .now
    @Timestamp(.updated) var updatedAt: Date = .now
}
