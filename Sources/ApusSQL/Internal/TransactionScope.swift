import Synchronization

/// A transaction or savepoint while its closure runs; refuses what would mix up the levels.
final class TransactionScope: Sendable {
    private enum State {
        case active
        case hasNested
        /// A nested transaction could not be undone, so the whole must be.
        case broken(DatabaseError)
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

    /// The driver's transaction, if statements may be run on it now.
    func usable() throws(DatabaseError) -> any DatabaseTransaction {
        try state.withLock { state throws(DatabaseError) in try Self.check(state) }
        return transaction
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
        let error: DatabaseError? =
            switch end() {
            case .active: nil
            case .broken(let error): error
            // A nested transaction that outlives its parent's closure would write into what comes next.
            case .hasNested:
                DatabaseError(
                    .misuse,
                    message: "the transaction's closure returned while a nested transaction was running; await it first"
                )
            case .ended: Self.endedError
            }
        if let error {
            await undo()
            throw error
        }
        guard let parent else { return try await transaction.commit() }
        do throws(DatabaseError) {
            try await control("release savepoint \(savepoint)")
        } catch {
            await undo()
            throw error
        }
        parent.nestedEnded()
    }

    func rollback() async {
        _ = end()
        await undo()
    }

    private func undo() async {
        guard let parent else { return await transaction.rollback() }
        // In a task of its own, because a driver refuses statements of a cancelled one.
        let failure = await Task { [self] () -> DatabaseError? in
            do throws(DatabaseError) {
                try await control("rollback to savepoint \(savepoint)")
                try await control("release savepoint \(savepoint)")
                return nil
            } catch {
                return error
            }
        }.value
        if let failure { parent.nestedFailed(failure) } else { parent.nestedEnded() }
    }

    private func control(_ sql: String) async throws(DatabaseError) {
        _ = try await transaction.run(Statement(sql: sql, access: .write))
    }

    /// Ends the scope, and tells how it was before.
    private func end() -> State {
        state.withLock { state in
            defer { state = .ended }
            return state
        }
    }

    private func nestedEnded() {
        state.withLock { state in
            if case .hasNested = state { state = .active }
        }
    }

    /// What the nested transaction did could not be undone, so that nothing may be committed.
    private func nestedFailed(_ error: DatabaseError) {
        state.withLock { state in
            if case .hasNested = state { state = .broken(error) }
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
        case .broken(let error): throw error
        case .ended: throw endedError
        }
    }

    private static var endedError: DatabaseError {
        DatabaseError(.closed, message: "the transaction has ended; its database cannot be used any more")
    }
}
