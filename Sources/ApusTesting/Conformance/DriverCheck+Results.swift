import ApusSQL

extension DriverCheck {
    static let results = [
        DriverCheck("a result has its columns' names, also without rows", columnNames),
        DriverCheck("a statement says how many rows it has changed", affectedCounts),
        DriverCheck("a change can return its rows", returning),
        DriverCheck("many rows come whole and in order", manyRows),
        DriverCheck("a statement sees the schema as it is now", changedSchema),
    ]

    private static func columnNames(_ db: Database) async throws {
        try await createItems(on: db)
        let rows = try await db.rows("select id as \(identifier: "The Id"), amount from item")
        try require(rows.columnNames == ["The Id", "amount"], "the columns are named \(rows.columnNames)")
        try require(rows.isEmpty, "a table without rows gives \(rows.count)")
    }

    private static func affectedCounts(_ db: Database) async throws {
        try await createItems(1...5, on: db)
        let updated = try await db.execute("update item set amount = 0 where id > 2")
        try require(updated == 3, "an update of 3 rows says \(updated)")
        let deleted = try await db.execute("delete from item where id > 100")
        try require(deleted == 0, "a delete of no rows says \(deleted)")
        let ignored = try await db.execute("insert into item (id, amount) values (1, 1) on conflict do nothing")
        try require(ignored == 0, "an insert that does nothing says \(ignored)")
    }

    private static func returning(_ db: Database) async throws {
        try await createItems(1...3, on: db)
        let rows = try await db.rows("update item set amount = amount + id returning id, amount")
        let amounts = try rows.map { try $0.decode(Int.self, at: 1) }.sorted()
        try require(amounts == [101, 102, 103], "an update returns \(amounts)")
        try require(rows.affectedCount == 3, "an update of 3 rows that returns them says \(rows.affectedCount)")
    }

    private static func manyRows(_ db: Database) async throws {
        let sql: SQL = """
            with recursive number (value) as (select 1 union all select value + 1 from number where value < 20000) \
            select value from number order by value
            """
        let numbers = try await db.all(sql, as: Int.self)
        try require(numbers.elementsEqual(1...20_000), "20,000 rows do not come whole and in order")
    }

    private static func changedSchema(_ db: Database) async throws {
        try await createItems(1...1, on: db)
        for count in 2...4 {
            let names = try await db.rows("select * from item").columnNames
            try require(names.count == count, "a table of \(count) columns is read with \(names)")
            try await db.execute("alter table item add column \(identifier: "more_\(count)") integer")
        }
        try await db.execute("drop table item")
        try await create("item", ("id", .text, "primary key"), on: db)
        try await db.execute("insert into item (id) values (\("a"))")
        let ids = try await db.all("select id from item", as: String.self)
        try require(ids == ["a"], "a table that was made anew has \(ids)")
    }
}
