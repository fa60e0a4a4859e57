import ApusModel
public import ApusSQL
import FoundationEssentials

/// Applies and undoes migrations.
///
/// What was applied is kept in the table `apus_migration`. Everything one call does happens in one transaction, which
/// first takes the dialect's schema lock and only then looks what is to do: of several processes that start at once, one
/// migrates, and the others wait and find nothing left. When anything fails, nothing is changed.
public struct Migrator: Sendable {
    private let database: Database
    private let migrations: [any Migration]

    /// Makes a migrator.
    ///
    /// - Parameters:
    ///   - database: The database to migrate.
    ///   - migrations: All migrations there are, in any order: their names order them.
    public init(_ database: Database, _ migrations: [any Migration]) {
        self.database = database
        self.migrations = migrations
    }

    /// Applies all migrations that are pending.
    ///
    /// - Returns: The names of those that were applied, in their order.
    /// - Throws: ``MigrationError``, or `DatabaseError` when the database cannot be reached.
    @discardableResult
    public func up() async throws -> [String] {
        let known = try MigrationPlan.ordered(migrations)
        return try await locked { db in
            let pending = try MigrationPlan.pending(known, applied: try await AppliedMigration.all(db), in: db.dialect)
            for migration in pending {
                try await run(migration.change, of: migration.name, on: db)
                try await db.insert(
                    AppliedMigration(id: migration.name, checksum: migration.checksum, appliedAt: .now)
                )
            }
            return pending.map(\.name)
        }
    }

    /// Undoes the migrations that were applied last.
    ///
    /// - Parameter steps: How many; when there are fewer, all.
    /// - Returns: The names of those that were undone, the last one first.
    /// - Throws: ``MigrationError``, or `DatabaseError` when the database cannot be reached.
    @discardableResult
    public func down(steps: Int = 1) async throws -> [String] {
        let known = try MigrationPlan.ordered(migrations)
        return try await locked { db in
            let applied = try await AppliedMigration.all(db)
            let undone = try MigrationPlan.undoing(steps, of: known, applied: applied, in: db.dialect)
            for migration in undone {
                try await run(migration.change, of: migration.name, on: db)
                try await db.delete(AppliedMigration.self, migration.name)
            }
            return undone.map(\.name)
        }
    }

    /// Where every migration stands: those of the program, and those that were applied. Writes nothing.
    ///
    /// - Throws: ``MigrationError`` when a name is wrong or a migration fails to say what it does, `DatabaseError` when the
    ///   database cannot be reached.
    public func status() async throws -> [MigrationStatus] {
        let known = try MigrationPlan.ordered(migrations)
        let applied = try await database.transaction(.snapshot) { db in
            try await AppliedMigration.tableExists(db) ? try await AppliedMigration.all(db) : []
        }
        return try MigrationPlan.status(known, applied: applied, in: database.dialect)
    }

    private func locked(_ body: (Database) async throws -> [String]) async throws -> [String] {
        try await database.transaction { db in
            if let lock = db.dialect.schemaLock { try await db.execute(lock) }
            var change = SchemaChange(dialect: db.dialect)
            change.create(AppliedMigration.self, unlessExists: true)
            for case .statement(let statement) in change.steps { _ = try await db.run(statement) }
            return try await body(db)
        }
    }

    private func run(_ change: SchemaChange, of name: String, on db: Database) async throws {
        do {
            for step in change.steps {
                switch step {
                case .statement(let statement): _ = try await db.run(statement)
                case .data(_, let body): try await body(db)
                }
            }
        } catch {
            throw MigrationError(
                .failed,
                migration: name,
                message: "\(name) failed, and all that was done with it is undone",
                underlying: error
            )
        }
    }
}
