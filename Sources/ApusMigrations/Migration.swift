/// One step in the life of a database's schema.
///
/// ```swift
/// struct CreateNotes: Migration {
///     let name = "2026-11-23-create-notes"
///
///     func up(_ schema: inout SchemaChange) {
///         schema.create(Note.self)
///     }
///
///     func down(_ schema: inout SchemaChange) {
///         schema.drop(Note.self)
///     }
/// }
/// ```
///
/// A migration that was applied anywhere but on its author's machine must not change any more: a ``Migrator`` refuses one
/// that says something else than when it was applied. `create(Note.self)` reads the model as it is today, so when the
/// model changes, write down there the table as it was, with ``SchemaChange/create(table:_:)``, and put the change into a
/// migration of its own.
public protocol Migration: Sendable {
    /// The migration's name. Migrations are applied in the order of their names, so begin it with a date.
    var name: String { get }

    /// Says what applying the migration does. It is asked for also when nothing is applied, so it must only say.
    func up(_ schema: inout SchemaChange) throws

    /// Says what undoing the migration does.
    func down(_ schema: inout SchemaChange) throws
}

extension Migration {
    /// Undoing is not possible.
    public func down(_ schema: inout SchemaChange) throws {
        throw MigrationError(
            .irreversible,
            migration: name,
            message: "\(name) cannot be undone: it has no down(_:). Write one, or restore a backup"
        )
    }
}
