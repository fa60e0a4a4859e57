import ApusSQL

extension DriverCheck {
    static let concurrency = [
        DriverCheck("many statements at a time get each its own answer", ownAnswers),
        DriverCheck("a statement that fails does not touch its neighbours", neighbours),
        DriverCheck("no change is lost", increments),
        DriverCheck("a task that is cancelled before it begins sends nothing", cancelledBefore),
        DriverCheck("a statement is stopped when its task is cancelled", cancelledWithin),
    ]

    private static func ownAnswers(_ db: Database) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let answer = try await db.first("select \(number) + 0", as: Int.self)
                    try require(answer == number, "\(number) is answered with \(answer as Any)")
                }
            }
            try await group.waitForAll()
        }
    }

    private static func neighbours(_ db: Database) async throws {
        try await createItems(on: db)
        await withTaskGroup(of: Void.self) { group in
            for id in 0..<200 {
                // Every fourth one is refused: its id is there already, or will be.
                group.addTask { try? await insert(id % 4 == 3 ? id - 1 : id, on: db) }
            }
        }
        let count = try await ids(on: db).count
        try require(count == 150, "of 200 inserts in parallel, 50 of them refused, \(count) have left a row")
    }

    private static func increments(_ db: Database) async throws {
        try await createItems(1...1, on: db)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                group.addTask { try await db.execute("update item set amount = amount + 1 where id = 1") }
            }
            try await group.waitForAll()
        }
        let amount = try await db.first("select amount from item", as: Int.self)
        try require(amount == 200, "100 and a hundred times one are \(amount ?? 0)")
    }

    private static func cancelledBefore(_ db: Database) async throws {
        try await createItems(on: db)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await insert(1, on: db)
        }
        try await requireError(.cancelled, from: "a cancelled task's insert") { try await task.value }
        try require(try await ids(on: db).isEmpty, "a cancelled task has inserted a row")
    }

    private static func cancelledWithin(_ db: Database) async throws {
        let endless: SQL = """
            with recursive number (value) as (select 1 union all select value % 1000 + 1 from number) \
            select count(*) from number
            """
        let task = Task { try await db.rows(endless) }
        // Whenever the cancellation comes, before the statement is sent or while it runs, it ends.
        try await Task.sleep(for: .milliseconds(50))
        task.cancel()
        try await requireError(.cancelled, from: "a query without an end, cancelled,") { try await task.value }
        try require(try await db.first("select 1", as: Int.self) == 1, "after that, the driver does not answer")
    }
}
