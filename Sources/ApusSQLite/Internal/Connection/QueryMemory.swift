internal import ApusSQL
import Synchronization

/// Which statements can run on a reader although nobody said that they only read: those written by hand, mostly.
final class QueryMemory: Sendable {
    /// When so many texts are known, all are forgotten.
    private static let capacity = 1000
    /// What these functions return belongs to the connection that wrote last.
    private static let connectionFunctions = ["last_insert_rowid", "changes"]

    private let known = Mutex<[String: Bool]>([:])

    /// Whether a statement should be tried on a reader.
    func readsOnly(_ sql: String) -> Bool {
        if let known = known.withLock({ $0[sql] }) { return known }
        let readsOnly = StatementKind(sql) == .query && !Self.usesConnectionFunctions(sql)
        remember(sql, readsOnly)
        return readsOnly
    }

    /// Learns that a statement needs the writer.
    func writes(_ sql: String) {
        remember(sql, false)
    }

    private func remember(_ sql: String, _ readsOnly: Bool) {
        guard sql.utf8.count <= StatementCache.longestText else { return }
        known.withLock { known in
            if known.count >= Self.capacity { known.removeAll() }
            known[sql] = readsOnly
        }
    }

    private static func usesConnectionFunctions(_ sql: String) -> Bool {
        let sql = sql.lowercased()
        return connectionFunctions.contains { sql.contains($0) }
    }
}
