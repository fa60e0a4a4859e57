import ApusModel
import ApusSQL
import FoundationEssentials

/// A migration that was applied, as the database remembers it.
struct AppliedMigration: Model {
    /// The migration's name.
    let id: String
    let checksum: String
    let appliedAt: Date

    struct Columns: Sendable {
        let id = Column<AppliedMigration, String>("name")
    }
    static let columns = Columns()
    static let schema = TableSchema(
        "apus_migration",
        columns: [
            ColumnSchema("name", property: "id", String.self, .identifier),
            ColumnSchema("checksum", String.self),
            ColumnSchema("applied_at", property: "appliedAt", Date.self),
        ]
    )

    init(id: String, checksum: String, appliedAt: Date) {
        self.id = id
        self.checksum = checksum
        self.appliedAt = appliedAt
    }

    init(row: Row, from offset: Int) throws(DatabaseError) {
        id = try row.decode(at: offset)
        checksum = try row.decode(at: offset + 1)
        appliedAt = try row.decode(at: offset + 2)
    }

    func appendValues(to values: inout [SQLValue]) {
        values.append(id.sqlValue)
        values.append(checksum.sqlValue)
        values.append(appliedAt.sqlValue)
    }

    /// All of them, in the order of their names.
    static func all(_ db: Database) async throws(DatabaseError) -> [AppliedMigration] {
        try await db.all(order { $0.id.ascending })
    }

    /// Whether the database remembers any. Asking spoils the transaction on some databases when it does not.
    static func tableExists(_ db: Database) async throws -> Bool {
        do {
            _ = try await db.transaction { db in try await db.exists(all) }
            return true
        } catch let error as DatabaseError where error.code == .invalidStatement {
            return false
        }
    }
}
