public import ApusSQL

/// One thing that every driver must do. Together, ``all`` of them are what an application may rely on whatever its database.
///
/// The author of a driver has his own tests run them. They need no particular test framework: what is wrong is thrown.
///
/// ```swift
/// @Test("The driver does what an application relies on", arguments: DriverCheck.all)
/// func conformance(_ check: DriverCheck) async throws {
///     try await withEmptyDatabase { driver in try await check.run(on: driver) }
/// }
/// ```
public struct DriverCheck: Sendable, CustomStringConvertible {
    /// What the driver must do, as a sentence.
    public let description: String
    private let body: @Sendable (Database) async throws -> Void

    init(_ description: String, _ body: @escaping @Sendable (Database) async throws -> Void) {
        self.description = description
        self.body = body
    }

    /// All checks.
    public static let all = values + results + errors + transactions + concurrency + lifetime

    /// Checks a driver.
    ///
    /// - Parameter driver: A driver of an empty database, with two connections at least. The check makes tables, and may close the
    ///   driver.
    /// - Throws: ``DriverCheckError`` when the driver does something else than it must, or what the driver throws where it must
    ///   not.
    public func run(on driver: any DatabaseDriver) async throws {
        try await body(Database(driver))
    }
}

extension DriverCheck {
    /// Says that the driver does something wrong, unless `condition` holds.
    static func require(_ condition: Bool, _ message: @autoclosure () -> String) throws {
        guard condition else { throw DriverCheckError(description: message()) }
    }

    /// Says that the driver does something wrong, unless `body` throws an error with one of the codes.
    @discardableResult
    static func requireError<Value>(
        _ codes: DatabaseError.Code...,
        from what: String,
        _ body: () async throws -> Value
    ) async throws -> DatabaseError {
        do {
            _ = try await body()
        } catch let error as DatabaseError {
            try require(codes.contains(error.code), "\(what) throws \(error), and not \(list(codes))")
            return error
        }
        throw DriverCheckError(description: "\(what) throws nothing, and not \(list(codes))")
    }

    private static func list(_ codes: [DatabaseError.Code]) -> String {
        codes.map(\.description).joined(separator: " or ")
    }

    /// Makes a table.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - columns: The name and type of each column, and what else is said of it.
    static func create(
        _ name: String,
        _ columns: (name: String, type: SQLType, traits: String)...,
        on db: Database
    ) async throws {
        var sql = StatementBuilder(dialect: db.dialect)
        sql.append("create table ")
        sql.append(identifier: name)
        var separator = " ("
        for column in columns {
            sql.append(separator)
            sql.append(identifier: column.name)
            sql.append(" \(db.dialect.columnType(column.type, isGenerated: false)) \(column.traits)")
            separator = ", "
        }
        sql.append(")" + db.dialect.tableOptions)
        try await db.run(sql.statement(.write))
    }

    /// Makes the table `item`, with an `id` that is its primary key and an `amount`.
    static func createItems(_ ids: ClosedRange<Int>? = nil, on db: Database) async throws {
        try await create("item", ("id", .integer, "primary key"), ("amount", .integer, "not null"), on: db)
        for id in ids.map(Array.init) ?? [] { try await insert(id, on: db) }
    }

    static func insert(_ id: Int, _ amount: Int = 100, on db: Database) async throws {
        try await db.execute("insert into item (id, amount) values (\(id), \(amount))")
    }

    static func ids(on db: Database) async throws -> [Int] {
        try await db.all("select id from item order by id", as: Int.self)
    }
}
