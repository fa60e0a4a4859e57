internal import ApusSQL

/// The compiled statements of a connection, by their text; the one not used for longest makes room.
struct StatementCache {
    /// A longer text is not kept: it is most likely an insert of many rows, which costs more to run than to compile.
    static let longestText = 64 << 10

    private let capacity: Int
    private var statements: [String: PreparedStatement] = [:]
    private var clock: UInt64 = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The compiled form of `sql`, from the cache or from `connection`.
    mutating func statement(_ sql: String, on connection: OpaquePointer) throws(DatabaseError) -> PreparedStatement {
        clock &+= 1
        if let known = statements[sql] {
            known.lastUse = clock
            return known
        }
        let new = try PreparedStatement(sql, on: connection)
        guard capacity > 0, sql.utf8.count <= Self.longestText else { return new }
        if statements.count >= capacity, let oldest = statements.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            statements[oldest.key] = nil
        }
        new.lastUse = clock
        statements[sql] = new
        return new
    }

    mutating func removeAll() {
        statements.removeAll()
    }
}
