import ApusSQL
import Synchronization

/// The texts of a model's statements by id, written once per dialect.
final class StatementCache: Sendable {
    private struct Entry {
        let dialect: ObjectIdentifier
        let statements: ModelStatements
    }

    private let entries = Mutex<[Entry]>([])

    func statements(for schema: TableSchema, in dialect: any Dialect) -> ModelStatements {
        let key = ObjectIdentifier(type(of: dialect))
        return entries.withLock { entries in
            // A program speaks one dialect or two: a search is quicker than hashing.
            if let entry = entries.first(where: { $0.dialect == key }) { return entry.statements }
            let statements = ModelStatements(schema, dialect)
            entries.append(Entry(dialect: key, statements: statements))
            return statements
        }
    }
}

extension TableSchema {
    func statements(in dialect: any Dialect) -> ModelStatements {
        statements.statements(for: self, in: dialect)
    }
}
