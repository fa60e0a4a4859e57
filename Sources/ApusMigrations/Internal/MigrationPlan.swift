import ApusSQL

/// Decides what is to be done. Pure: it is given what the database remembers.
enum MigrationPlan {
    /// A migration with what it does.
    struct Step {
        let name: String
        let change: SchemaChange
        var checksum: String { Checksum.of(change) }
    }

    /// The migrations in the order of their names.
    static func ordered(_ migrations: [any Migration]) throws -> [any Migration] {
        var names: Set<String> = []
        for migration in migrations {
            guard !migration.name.isEmpty else {
                throw MigrationError(
                    .invalidName,
                    migration: "",
                    message: "\(type(of: migration)) has an empty name: give it one"
                )
            }
            guard names.insert(migration.name).inserted else {
                throw MigrationError(
                    .invalidName,
                    migration: migration.name,
                    message: "two migrations have the name \(migration.name): give one of them another"
                )
            }
        }
        return migrations.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// The migrations that are to be applied.
    static func pending(
        _ known: [any Migration],
        applied: [AppliedMigration],
        in dialect: any Dialect
    ) throws -> [Step] {
        for status in try status(known, applied: applied, in: dialect) {
            if let error = error(for: status, last: applied.last?.id ?? "") { throw error }
        }
        let names = Set(applied.map(\.id))
        return try known.filter { !names.contains($0.name) }.map { try applying($0, dialect) }
    }

    /// The migrations that are to be undone, the last one first.
    static func undoing(
        _ count: Int,
        of known: [any Migration],
        applied: [AppliedMigration],
        in dialect: any Dialect
    ) throws -> [Step] {
        try applied.reversed().prefix(max(0, count)).map { applied in
            guard let migration = known.first(where: { $0.name == applied.id }) else { throw missing(applied.id) }
            var change = SchemaChange(dialect: dialect)
            try migration.down(&change)
            return Step(name: migration.name, change: change)
        }
    }

    /// Where each migration stands, in the order of their names.
    static func status(
        _ known: [any Migration],
        applied: [AppliedMigration],
        in dialect: any Dialect
    ) throws -> [MigrationStatus] {
        let last = applied.last?.id ?? ""
        var remaining = Dictionary(applied.map { ($0.id, $0) }) { first, _ in first }
        var all: [MigrationStatus] = []
        for migration in known {
            guard let applied = remaining.removeValue(forKey: migration.name) else {
                let isLate = migration.name.utf8.lexicographicallyPrecedes(last.utf8)
                all.append(
                    MigrationStatus(name: migration.name, state: isLate ? .outOfOrder : .pending, appliedAt: nil)
                )
                continue
            }
            let isSame = try applying(migration, dialect).checksum == applied.checksum
            all.append(
                MigrationStatus(name: migration.name, state: isSame ? .applied : .edited, appliedAt: applied.appliedAt)
            )
        }
        all += remaining.values.map { MigrationStatus(name: $0.id, state: .missing, appliedAt: $0.appliedAt) }
        return all.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    private static func applying(_ migration: any Migration, _ dialect: any Dialect) throws -> Step {
        var change = SchemaChange(dialect: dialect)
        try migration.up(&change)
        return Step(name: migration.name, change: change)
    }

    private static func error(for status: MigrationStatus, last: String) -> MigrationError? {
        switch status.state {
        case .applied, .pending:
            nil
        case .missing:
            missing(status.name)
        case .edited:
            MigrationError(
                .edited,
                migration: status.name,
                message: """
                    \(status.name) was changed after it was applied to this database. Undo the change and put it into a new \
                    migration. If a model that it creates has changed, write the table there as it was then, with \
                    create(table:)
                    """
            )
        case .outOfOrder:
            MigrationError(
                .outOfOrder,
                migration: status.name,
                message: """
                    \(status.name) is not applied, but \(last) is, which comes after it. Give it a name that comes after \(last)
                    """
            )
        }
    }

    private static func missing(_ name: String) -> MigrationError {
        MigrationError(
            .missing,
            migration: name,
            message: """
                \(name) was applied to this database, but is not in the program. Put it back, or run the version of the \
                program that has it and undo it there
                """
        )
    }
}
