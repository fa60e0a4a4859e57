/// How a statement is sent.
enum StatementForm {
    /// At once, all of it as text: transaction control, changes of the schema, and what is not worth keeping.
    case direct
    /// Parsed and described once for each connection.
    case kept(KnownStatement)
}

/// A statement that is run again and again, as far as all connections know it. Used on the reactor's thread only.
final class KnownStatement {
    let id: Int
    /// Grows when all connections must prepare it anew.
    fileprivate(set) var generation = 0
    /// Whether it has been seen to run so quickly that others can share a round trip with it without being held up.
    var isQuick = false
    /// Whether it inserts, updates, deletes or merges rows, and does nothing else at the top level.
    let isModification: Bool
    fileprivate var lastUse: UInt64 = 0

    fileprivate init(id: Int, isModification: Bool) {
        self.id = id
        self.isModification = isModification
    }
}

/// The statements that are run again and again, by their text.
struct StatementCatalog {
    /// Longer statements are bulk inserts and the like, whose text is rarely the same twice. Besides, libpq takes the
    /// description of some 7,000 values for a broken connection; this length has room for half of that.
    private static let longestKept = 16 << 10

    private var capacity: Int
    private var known: [String: KnownStatement] = [:]
    private var nextID = 0
    private var clock: UInt64 = 0

    /// - Parameter cacheSize: How many prepared statements each connection keeps. The catalog is larger, as not every
    ///   connection runs the same ones, but does not grow with statements that never come again.
    init(cacheSize: Int) {
        capacity = max(0, cacheSize).multipliedReportingOverflow(by: 4).partialValue
    }

    /// How a statement is sent.
    mutating func form(of sql: String, bindsValues: Bool) -> StatementForm {
        clock += 1
        if let statement = known[sql] {
            statement.lastUse = clock
            return .kept(statement)
        }
        guard capacity > 0, sql.utf8.count <= Self.longestKept,
            bindsValues || Self.queryWords.contains(Self.firstWord(of: sql))
        else { return .direct }
        if known.count >= capacity { forgetHalf() }
        let statement = KnownStatement(
            id: nextID,
            isModification: Self.modificationWords.contains(Self.firstWord(of: sql))
        )
        statement.lastUse = clock
        nextID += 1
        known[sql] = statement
        return .kept(statement)
    }

    /// The schema was changed, and connections that have prepared a statement before must not use that any more.
    func renew(_ statement: KnownStatement) {
        statement.generation += 1
    }

    /// The schema was changed: no statement is run as it was prepared before. The server itself would notice that a result has
    /// other columns, but not that a value's column has another type: it would take the value for the old one, and convert it.
    func schemaChanged() {
        for statement in known.values { renew(statement) }
    }

    /// Whether a statement can change the types of columns that exist.
    static func changesSchema(_ sql: String) -> Bool {
        ["alter", "drop"].contains(firstWord(of: sql))
    }

    /// Statements cannot be kept, since the server behind a connection changes.
    mutating func stopKeeping() {
        capacity = 0
        known = [:]
    }

    /// Half at a time, so that the sorting costs little for each new statement.
    private mutating func forgetHalf() {
        let uses = known.values.map(\.lastUse).sorted()
        let median = uses[uses.count / 2]
        known = known.filter { $0.value.lastUse > median }
    }

    private static let modificationWords: Set<String> = ["insert", "update", "delete", "merge"]
    /// The words that begin statements whose plan is worth keeping.
    private static let queryWords = modificationWords.union(["select", "with", "values", "table"])

    /// The first word of a statement, in lower case.
    private static func firstWord(of sql: String) -> String {
        let isLetter = { (byte: UInt8) in (0x61...0x7A).contains(byte | 0x20) }
        let word = sql.utf8.drop { !isLetter($0) }.prefix { isLetter($0) }
        return String(decoding: word.lazy.map { $0 | 0x20 }, as: UTF8.self)
    }
}
