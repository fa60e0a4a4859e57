/// A database: what queries are run on.
///
/// A value that can be copied and used from any task, also in parallel. Inside ``transaction(_:_:)`` the closure gets
/// another one, which stands for the transaction.
///
/// ```swift
/// let population = try await db.transaction { db in
///     try await db.execute("update country set population = population + 1 where code = \(code)")
///     return try await db.first("select population from country where code = \(code)", as: Int.self)
/// }
/// ```
public struct Database: Sendable {
    private enum Target: Sendable {
        case driver(any DatabaseDriver)
        case transaction(TransactionScope)
    }

    private let target: Target
    private var observers: [any StatementObserver] = []
    /// Whose rows are meant in tables that keep those of several tenants; nil while nobody has said.
    package var tenantScope: TenantScope?
    private var isTagging = false
    /// The dialect that statements are written in.
    public let dialect: any Dialect

    /// Makes a database over a driver.
    ///
    /// - Parameter driver: Owns the connections. It is closed by ``close()``.
    public init(_ driver: any DatabaseDriver) {
        target = .driver(driver)
        dialect = driver.dialect
    }

    private init(_ scope: TransactionScope, of parent: Database) {
        target = .transaction(scope)
        dialect = parent.dialect
        observers = parent.observers
        tenantScope = parent.tenantScope
        isTagging = parent.isTagging
    }

    /// Whether this value stands for a transaction.
    public var isTransaction: Bool {
        if case .transaction = target { true } else { false }
    }

    /// The same database, with an observer that is told of every statement run through the value returned.
    public func observed(by observer: any StatementObserver) -> Database {
        var copy = self
        copy.observers.append(observer)
        return copy
    }

    /// The same database, which puts the task's ``QueryTags`` behind every statement run through the value returned.
    public func tagged() -> Database {
        var copy = self
        copy.isTagging = true
        return copy
    }

    /// Runs a statement.
    ///
    /// - Throws: ``DatabaseError``, its `sql` filled in, never a value.
    @discardableResult
    public func run(_ statement: Statement) async throws(DatabaseError) -> Rows {
        let taskObservers = TaskObservation.observers
        guard isTagging || !observers.isEmpty || !taskObservers.isEmpty else {
            return try await runUnobserved(statement)
        }
        var statement = statement
        if isTagging, let tags = QueryTags.current { statement.comment = tags.comment }
        let start = ContinuousClock.now
        let result: Result<Rows, DatabaseError>
        do throws(DatabaseError) {
            result = .success(try await runUnobserved(statement))
        } catch {
            result = .failure(error)
        }
        let duration = ContinuousClock.now - start
        for observer in observers + taskObservers {
            observer.didRun(statement, for: duration, result: result)
        }
        return try result.get()
    }

    private func runUnobserved(_ statement: Statement) async throws(DatabaseError) -> Rows {
        switch target {
        case .driver(let driver): try await driver.run(statement)
        case .transaction(let scope): try await scope.run(statement)
        }
    }

    /// Runs `body` in a transaction: its changes are all made when it returns, and none of them when it throws.
    ///
    /// When `options` allow several attempts, `body` is run again after it failed because of another transaction:
    ///
    /// ```swift
    /// try await db.transaction(.serializable) { db in … }
    /// ```
    ///
    /// Inside a transaction this begins a nested one, a savepoint. While that runs, the outer database refuses statements:
    /// use the one that the closure gets.
    ///
    /// - Parameters:
    ///   - options: How the transaction behaves. Nested transactions share the outermost one's.
    ///   - file: The file that is named when the transaction holds a connection for too long.
    ///   - line: The line in it.
    ///   - body: What to do. The database it gets must not be used after it returned.
    /// - Returns: What `body` returned.
    /// - Throws: What `body` threw, or ``DatabaseError`` when the transaction could not begin or commit.
    @discardableResult
    public func transaction<Value: Sendable>(
        _ options: TransactionOptions = .default,
        file: String = #fileID,
        line: Int = #line,
        _ body: (Database) async throws -> Value
    ) async throws -> Value {
        guard case .driver(let driver) = target else { return try await transact(body) { try await nested() } }
        var options = options
        options.origin = options.origin ?? CallSite(file: file, line: line)
        var attempts = AttemptCounter(maximum: options.maximumAttempts)
        while true {
            do {
                return try await transact(body) { [options] in TransactionScope(try await driver.begin(options)) }
            } catch let error as DatabaseError {
                guard let pause = attempts.pause(after: error) else { throw error }
                try await Task.sleep(for: pause)
            }
        }
    }

    private func nested() async throws(DatabaseError) -> TransactionScope {
        guard case .transaction(let parent) = target else {
            throw DatabaseError(.misuse, message: "there is no transaction to nest in")
        }
        return try await parent.beginNested()
    }

    private func transact<Value: Sendable>(
        _ body: (Database) async throws -> Value,
        in makeScope: () async throws -> TransactionScope
    ) async throws -> Value {
        let scope = try await makeScope()
        let value: Value
        do {
            value = try await body(Database(scope, of: self))
        } catch {
            await scope.rollback()
            throw error
        }
        try await scope.commit()
        return value
    }

    /// The driver's own transaction that this value stands for, for what only that driver can do; nil outside of one.
    ///
    /// - Throws: ``DatabaseError`` when the transaction cannot be used now.
    package var driverTransaction: (any DatabaseTransaction)? {
        get throws(DatabaseError) {
            guard case .transaction(let scope) = target else { return nil }
            return try scope.usable()
        }
    }

    /// Closes the database and its connections. A value that stands for a transaction is left alone.
    public func close() async {
        if case .driver(let driver) = target { await driver.close() }
    }
}
