import ApusModel
import ApusTesting
import Testing

extension TestDatabase {
    /// Runs `body` with a database that has the models' empty tables.
    func withTables(_ models: any Model.Type..., body: (Database) async throws -> Void) async throws {
        try await withDatabase { db in
            for model in models { try await db.createTable(model.schema) }
            try await body(db)
        }
    }

    /// Runs `body` with a database that has a few countries.
    func withCountries(_ body: (Database) async throws -> Void) async throws {
        try await withTables(Currency.self, Country.self) { db in
            try await db.insert(contentsOf: [Currency(id: "EUR", name: "Euro"), Currency(id: "SEK", name: "Krona")])
            try await db.insert(contentsOf: Country.samples)
            try await body(db)
        }
    }
}

extension Country {
    static let samples = [
        Country(code: "FI", name: "Finland", population: 5_600_000, currency: "EUR", region: "Europe"),
        Country(code: "SE", name: "Sweden", population: 10_500_000, currency: "SEK", region: "Europe"),
        Country(code: "AX", name: "Åland", population: nil, currency: "EUR", region: "Europe"),
        Country(code: "CI", name: "Côte d'Ivoire", population: 31_000_000, currency: nil, region: "Africa"),
        Country(code: "XX", name: "100% _wild_ \\ land", population: 0, currency: nil, region: ""),
        Country(code: "GR", name: "ΕΛΛΆΔΑ", population: 10_400_000, currency: "EUR", region: "Europe"),
    ]
}

extension Database {
    func createTable(_ schema: TableSchema) async throws {
        var sql = StatementBuilder(dialect: dialect)
        sql.append("create table ")
        sql.append(identifier: schema.name)
        for (index, column) in schema.columns.enumerated() {
            sql.append(index == 0 ? " (" : ", ")
            sql.append(identifier: column.name)
            sql.append(" " + dialect.columnType(column.type, isGenerated: column.isGenerated))
            if !column.isNullable { sql.append(" not null") }
            if column.isIdentifier, schema.identifiers.count == 1 { sql.append(" primary key") }
            if column.isUnique { sql.append(" unique") }
            if let reference = column.reference {
                sql.append(" references ")
                sql.append(identifier: reference.table)
                if reference.onDelete != .restrict { sql.append(" on delete \(reference.onDelete.rawValue)") }
            }
        }
        sql.append(")" + dialect.tableOptions)
        _ = try await run(sql.statement(.write))
    }
}
