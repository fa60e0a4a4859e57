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

    /// Runs a statement.
    ///
    /// - Throws: ``DatabaseError``, its `sql` filled in, never a value.
    public func run(_ statement: Statement) async throws(DatabaseError) -> Rows {
        guard !observers.isEmpty else { return try await runUnobserved(statement) }
        let start = ContinuousClock.now
        let result: Result<Rows, DatabaseError>
        do throws(DatabaseError) {
            result = .success(try await runUnobserved(statement))
        } catch {
            result = .failure(error)
        }
        let duration = ContinuousClock.now - start
        for observer in observers {
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
    /// Inside a transaction this begins a nested one, a savepoint. While that runs, the outer database refuses statements:
    /// use the one that the closure gets.
    ///
    /// - Parameters:
    ///   - options: How the transaction behaves. Nested transactions share the outermost one's.
    ///   - body: What to do. The database it gets must not be used after it returned.
    /// - Returns: What `body` returned.
    /// - Throws: What `body` threw, or ``DatabaseError`` when the transaction could not begin or commit.
    @discardableResult
    public func transaction<Value: Sendable>(
        _ options: TransactionOptions = .default,
        _ body: (Database) async throws -> Value
    ) async throws -> Value {
        let scope: TransactionScope
        switch target {
        case .driver(let driver): scope = TransactionScope(try await driver.begin(options))
        case .transaction(let parent): scope = try await parent.beginNested()
        }
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

    /// Closes the database and its connections. A value that stands for a transaction is left alone.
    public func close() async {
        if case .driver(let driver) = target { await driver.close() }
    }
}
