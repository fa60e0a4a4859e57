import ApusSQL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Statement {
    /// Refuses what C strings cannot hold, and what the protocol cannot count, before anything is sent.
    func check() throws(DatabaseError) {
        guard !sql.hasNUL, comment?.hasNUL != true else {
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
            guard case .text(let text) = binding, text.hasNUL else { continue }
            throw DatabaseError(
                .invalidValue,
                message: "the text bound to $\(index + 1) has a NUL, which PostgreSQL cannot store",
                sql: sql
            )
        }
    }
}

extension String {
    /// Whether there is a NUL, which ends a string in C. Every statement is searched for one: hence not by a generic loop.
    fileprivate var hasNUL: Bool {
        utf8.withContiguousStorageIfAvailable { text in
            text.baseAddress.map { memchr($0, 0, text.count) != nil } ?? false
        } ?? utf8.contains(0)
    }
}
