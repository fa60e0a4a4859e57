import ApusSQL

extension Statement {
    /// Refuses what C strings cannot hold, and what the protocol cannot count, before anything is sent.
    func check() throws(DatabaseError) {
        guard !sql.utf8.contains(0) else {
            throw DatabaseError(.invalidStatement, message: "the statement has a NUL")
        }
        guard bindings.count <= Int(UInt16.max) else {
            throw DatabaseError(
                .invalidStatement,
                message: "\(bindings.count) values are bound, and PostgreSQL takes at most \(UInt16.max)",
                sql: sql
            )
        }
        for (index, binding) in bindings.enumerated() {
            guard case .text(let text) = binding, text.utf8.contains(0) else { continue }
            throw DatabaseError(
                .invalidValue,
                message: "the text bound to $\(index + 1) has a NUL, which PostgreSQL cannot store",
                sql: sql
            )
        }
    }
}
