import ApusSQL

extension DriverCheck {
    static let errors = [
        DriverCheck("what a constraint refuses has its kind", constraints),
        DriverCheck("a wrong statement is an error that has its SQL", wrongStatements),
        DriverCheck("an error does not quote values", quietErrors),
        DriverCheck("a statement that fails has changed nothing", failedStatements),
        DriverCheck("after an error the next statement works", recovery),
        DriverCheck("a statement cannot begin or end a transaction", transactionControl),
        DriverCheck("what is said to read only does not write", readAccess),
    ]

    private static func createConstraints(on db: Database) async throws {
        try await create("parent", ("id", .integer, "primary key"), on: db)
        try await create(
            "child",
            ("id", .integer, "primary key"),
            ("parent", .integer, "not null references parent (id)"),
            ("name", .text, "unique"),
            ("size", .integer, "constraint size_check check (size > 0)"),
            on: db
        )
        try await db.execute("insert into parent (id) values (1)")
        try await db.execute("insert into child (id, parent, name, size) values (1, 1, 'a', 1)")
    }

    private static func constraints(_ db: Database) async throws {
        try await createConstraints(on: db)
        let cases: [(DatabaseError.Code, SQL)] = [
            (.uniqueViolation, "insert into child (id, parent, name, size) values (1, 1, 'b', 1)"),
            (.uniqueViolation, "insert into child (id, parent, name, size) values (2, 1, 'a', 1)"),
            (.foreignKeyViolation, "insert into child (id, parent, name, size) values (2, 7, 'b', 1)"),
            (.foreignKeyViolation, "delete from parent"),
            (.checkViolation, "update child set size = 0"),
            (.notNullViolation, "update child set parent = null"),
        ]
        for (code, sql) in cases {
            let text = sql.statement(in: db.dialect).sql
            let error = try await requireError(code, from: text) { try await db.execute(sql) }
            try require(error.sql == text, "the error of \(text) has the SQL \(error.sql ?? "nil")")
        }
    }

    private static func wrongStatements(_ db: Database) async throws {
        for sql in ["selec 1", "select * from nothing_there", "select 1; select 2", "select nothing_there"] {
            let error = try await requireError(.invalidStatement, .misuse, .unsupported, from: sql) {
                try await db.run(Statement(sql: sql, access: .write))
            }
            try require(error.sql == sql, "the error of \(sql) has the SQL \(error.sql ?? "nil")")
        }
        var sql = StatementBuilder(dialect: db.dialect)
        sql.append("select ")
        sql.bind(.integer(1))
        let statement = sql.statement(.read)
        for bindings in [[], [SQLValue.integer(1), .integer(2)]] {
            try await requireError(
                .invalidStatement,
                .misuse,
                from: "a statement with \(bindings.count) values for one"
            ) {
                try await db.run(Statement(sql: statement.sql, bindings: bindings, access: .read))
            }
        }
    }

    private static func quietErrors(_ db: Database) async throws {
        try await create("secret", ("word", .text, "unique"), on: db)
        try await db.execute("insert into secret (word) values (\("hunter2"))")
        let error = try await requireError(.uniqueViolation, from: "a second row of the same value") {
            try await db.execute("insert into secret (word) values (\("hunter2"))")
        }
        try require(!"\(error)".contains("hunter2"), "an error quotes a value: \(error)")
    }

    private static func failedStatements(_ db: Database) async throws {
        try await createItems(5...5, on: db)
        try await requireError(.uniqueViolation, from: "the third of three rows") {
            try await db.execute("insert into item (id, amount) values (3, 0), (4, 0), (5, 0)")
        }
        let left = try await ids(on: db)
        try require(left == [5], "a failed insert has left the rows \(left)")
    }

    private static func recovery(_ db: Database) async throws {
        for number in 1...20 {
            try await requireError(.invalidStatement, from: "a table that is not there") {
                try await db.execute("update nothing_there set x = \(number)")
            }
            let answer = try await db.first("select \(number) + 0", as: Int.self)
            try require(answer == number, "after an error, \(number) comes back as \(answer as Any)")
        }
    }

    private static func transactionControl(_ db: Database) async throws {
        try await createItems(on: db)
        for sql in ["begin", "begin transaction"] {
            try await requireError(.misuse, from: sql) { try await db.run(Statement(sql: sql, access: .write)) }
        }
        try await requireError(.misuse, .invalidStatement, from: "a commit by statement in a transaction") {
            try await db.transaction { db in
                try await insert(1, on: db)
                try await db.run(Statement(sql: "commit", access: .write))
            }
        }
        try await insert(2, on: db)
        try require(try await ids(on: db).contains(2), "after that, a row is not inserted")
    }

    private static func readAccess(_ db: Database) async throws {
        try await createItems(on: db)
        try await requireError(.misuse, from: "an insert in a transaction that only reads") {
            try await db.transaction(.snapshot) { db in try await insert(1, on: db) }
        }
        try require(try await ids(on: db).isEmpty, "a transaction that only reads has written")
    }
}
