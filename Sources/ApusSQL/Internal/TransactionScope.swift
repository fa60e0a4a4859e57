import Synchronization

/// A transaction or savepoint while its closure runs; refuses what would mix up the levels.
final class TransactionScope: Sendable {
    private enum State {
        case active
        case hasNested
        case ended
    }

    private let transaction: any DatabaseTransaction
    private let parent: TransactionScope?
    private let depth: Int
    private let state = Mutex(State.active)

    init(_ transaction: any DatabaseTransaction) {
        self.transaction = transaction
        parent = nil
        depth = 0
    }

    private init(nestedIn parent: TransactionScope) {
        transaction = parent.transaction
        self.parent = parent
        depth = parent.depth + 1
    }

    private var savepoint: String { "apus_\(depth)" }

    func run(_ statement: Statement) async throws(DatabaseError) -> Rows {
        try state.withLock { state throws(DatabaseError) in try Self.check(state) }
        return try await transaction.run(statement)
    }

    func beginNested() async throws(DatabaseError) -> TransactionScope {
        try state.withLock { state throws(DatabaseError) in
            try Self.check(state)
            state = .hasNested
        }
        let nested = TransactionScope(nestedIn: self)
        do throws(DatabaseError) {
            try await nested.control("savepoint \(nested.savepoint)")
        } catch {
            nestedEnded()
            throw error
        }
        return nested
    }

    func commit() async throws(DatabaseError) {
        // A nested transaction that outlives its parent's closure would write into what comes next.
        let wasActive = end()
        guard wasActive else {
            await undo()
            throw DatabaseError(
                .misuse,
                message: "the transaction's closure returned while a nested transaction was running; await it first"
            )
        }
        guard let parent else { return try await transaction.commit() }
        defer { parent.nestedEnded() }
        try await control("release savepoint \(savepoint)")
    }

    func rollback() async {
        _ = end()
        await undo()
    }

    private func undo() async {
        guard let parent else { return await transaction.rollback() }
        // If this fails the connection is broken or the transaction aborted: the outermost level will find out.
        try? await control("rollback to savepoint \(savepoint)")
        try? await control("release savepoint \(savepoint)")
        parent.nestedEnded()
    }

    private func control(_ sql: String) async throws(DatabaseError) {
        _ = try await transaction.run(Statement(sql: sql, access: .write))
    }

    private func end() -> Bool {
        state.withLock { state in
            defer { state = .ended }
            return if case .active = state { true } else { false }
        }
    }

    private func nestedEnded() {
        state.withLock { state in
            if case .hasNested = state { state = .active }
        }
    }

    private static func check(_ state: State) throws(DatabaseError) {
        switch state {
        case .active: return
        case .hasNested:
            throw DatabaseError(
                .misuse,
                message: "a nested transaction is running: use the database that its closure got"
            )
        case .ended:
            throw DatabaseError(.closed, message: "the transaction has ended; its database cannot be used any more")
        }
    }
}
