public import ApusSQL
import FoundationEssentials

extension Database {
    /// Inserts a row.
    ///
    /// - Parameter model: What to insert. Timestamps are set, the version is one, and a generated id is given by the database,
    ///   whatever the model says.
    /// - Returns: The row as the database has it now.
    @discardableResult
    public func insert<Root: Model>(_ model: Root) async throws(DatabaseError) -> Root {
        let statements = Root.schema.statements(in: dialect)
        let values = try model.insertedValues(at: .now, tenant: tenantScope)
        let bindings = statements.insertedColumns.map { values[$0] }
        let rows = try await run(Statement(sql: statements.insert, bindings: bindings, access: .write))
        guard let row = rows.first else {
            throw DatabaseError(
                .other,
                message: "the insert returned no row",
                sql: statements.insert,
                table: Root.schema.name
            )
        }
        return try Root(row: row, from: 0)
    }

    /// Inserts rows, many with each statement: all of them or, when one fails, none.
    ///
    /// - Parameter models: What to insert; see ``insert(_:)``.
    public func insert<Root: Model>(contentsOf models: [Root]) async throws(DatabaseError) {
        let columns = Root.schema.statements(in: dialect).insertedColumns
        guard !columns.isEmpty else {
            return try await atomically { db throws(DatabaseError) in
                for model in models { try await db.insert(model) }
            }
        }
        let now = Date.now
        var rows: [[SQLValue]] = []
        rows.reserveCapacity(models.count)
        for model in models { rows.append(try model.insertedValues(at: now, tenant: tenantScope)) }
        let insert = try BulkInsert(
            rows,
            columns: columns,
            conflict: .fail,
            type: Root.self,
            on: self
        )
        _ = try await run(insert)
    }

    /// Inserts rows, or updates all columns of those whose id exists already: all of them or, when one fails, none.
    ///
    /// A row that is there and the same is left alone, its version and timestamps too. Where `models` has an id twice, the
    /// last one counts. An existing row's version is not checked.
    ///
    /// - Parameter models: What there is to be.
    /// - Returns: How many rows were inserted or changed.
    /// - Throws: `DatabaseError`; with the code `misuse` when the database numbers the model's rows, `uniqueViolation` when an
    ///   id is another tenant's.
    @discardableResult
    public func upsert<Root: Model>(contentsOf models: [Root]) async throws(DatabaseError) -> Int {
        let schema = Root.schema
        guard !schema.identifiers.contains(where: \.isGenerated) else {
            throw DatabaseError(
                .misuse,
                message: "upsert finds rows by their id, but the database numbers the rows of \(schema.name)",
                table: schema.name
            )
        }
        // One statement must not meet a row twice.
        var positions: [Root.ID: Int] = [:]
        positions.reserveCapacity(models.count)
        var rows: [[SQLValue]] = []
        rows.reserveCapacity(models.count)
        let now = Date.now
        for model in models {
            let values = try model.insertedValues(at: now, tenant: tenantScope)
            if let position = positions[model.id] {
                rows[position] = values
            } else {
                positions[model.id] = rows.count
                rows.append(values)
            }
        }
        let insert = try BulkInsert(
            rows,
            columns: Array(schema.columns.indices),
            conflict: .replace,
            type: Root.self,
            on: self
        )
        return try await run(insert)
    }

    func run<Root>(_ insert: BulkInsert<Root>) async throws(DatabaseError) -> Int {
        guard insert.needsTransaction else { return try await insert.run(on: self) }
        return try await atomically { db throws(DatabaseError) in try await insert.run(on: db) }
    }

    private func atomically<Value: Sendable>(
        _ body: (Database) async throws(DatabaseError) -> Value
    ) async throws(DatabaseError) -> Value {
        do {
            return try await transaction { db in try await body(db) }
        } catch let error as DatabaseError {
            throw error
        } catch {
            throw DatabaseError(.other, message: "the transaction failed: \(type(of: error))")
        }
    }
}
