import ApusMigrations
import ApusModel
import FoundationEssentials

@Model struct Country {
    @ID var code: String
    @Unique var name: String
    var population: Int?
}

@Model struct Place {
    @ID(.generated) var id: Int = 0
    @Indexed var name: String
    @References(Country.self, onDelete: .cascade) var country: String?
    var isOpen: Bool
    var height: Double
    var image: [UInt8]
    var key: UUID
    @Timestamp(.created) var createdAt: Date
}

/// A migration whose content is given by the test.
struct TestMigration: Migration {
    let name: String
    var apply: @Sendable (inout SchemaChange) throws -> Void = { _ in }
    var undo: @Sendable (inout SchemaChange) throws -> Void = { _ in }

    func up(_ schema: inout SchemaChange) throws { try apply(&schema) }
    func down(_ schema: inout SchemaChange) throws { try undo(&schema) }
}

extension TestMigration {
    static let first = TestMigration(
        name: "1-create",
        apply: { $0.create(Country.self) },
        undo: { $0.drop(Country.self) }
    )
    static let second = TestMigration(
        name: "2-fill",
        apply: { $0.run("insert into country (code, name) values (\("FI"), \("Finland"))") },
        undo: { $0.run("delete from country") }
    )
}
