import ApusSQL

extension DriverCheck {
    static let transactions = [
        DriverCheck("what a transaction does is there when it returns, and not when it throws", atomicity),
        DriverCheck("others do not see what is not committed", invisibility),
        DriverCheck("a nested transaction is undone alone", nesting),
        DriverCheck("a snapshot does not change", snapshots),
        DriverCheck("statements in parallel within a transaction run one after the other", parallelStatements),
        DriverCheck("concurrent transfers keep the sum", transfers),
        DriverCheck("a cancelled transaction is undone", cancelledTransaction),
    ]

    private struct Enough: Error {}

    private static func atomicity(_ db: Database) async throws {
        try await createItems(on: db)
        try await db.transaction { db in try await insert(1, on: db) }
        do {
            try await db.transaction { db in
                try await insert(2, on: db)
                throw Enough()
            }
        } catch is Enough {}
        try await requireError(.uniqueViolation, from: "a transaction whose last statement fails") {
            try await db.transaction { db in
                try await insert(3, on: db)
                try await insert(1, on: db)
            }
        }
        let left = try await ids(on: db)
        try require(left == [1], "of the rows 1 (committed), 2 and 3 (undone) there are \(left)")
    }

    private static func invisibility(_ db: Database) async throws {
        try await createItems(on: db)
        try await db.transaction { inner in
            try await insert(1, on: inner)
            try require(try await ids(on: inner) == [1], "a transaction does not see what it has done")
            try require(try await ids(on: db).isEmpty, "others see what is not committed")
        }
        try require(try await ids(on: db) == [1], "others do not see what is committed")
    }

    private static func nesting(_ db: Database) async throws {
        try await createItems(on: db)
        try await db.transaction { db in
            try await insert(1, on: db)
            do {
                try await db.transaction { db in
                    try await insert(2, on: db)
                    throw Enough()
                }
            } catch is Enough {}
            try await requireError(.uniqueViolation, from: "a nested insert") {
                try await db.transaction { db in try await insert(1, on: db) }
            }
            try await db.transaction { db in try await insert(3, on: db) }
        }
        let left = try await ids(on: db)
        try require(left == [1, 3], "of the rows 1, 2 (undone) and 3 there are \(left)")
    }

    private static func snapshots(_ db: Database) async throws {
        try await createItems(1...2, on: db)
        try await db.transaction(.snapshot) { snapshot in
            let before = try await ids(on: snapshot)
            try await insert(3, on: db)
            let after = try await ids(on: snapshot)
            try require(before == [1, 2] && after == before, "a snapshot has the rows \(before) and then \(after)")
        }
        try require(try await ids(on: db) == [1, 2, 3], "a row that was inserted beside a snapshot is not there")
    }

    private static func parallelStatements(_ db: Database) async throws {
        try await createItems(on: db)
        try await db.transaction { db in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 1...20 { group.addTask { try await insert(id, on: db) } }
                try await group.waitForAll()
            }
        }
        let count = try await ids(on: db).count
        try require(count == 20, "of 20 rows that were inserted in parallel there are \(count)")
    }

    private static func transfers(_ db: Database) async throws {
        try await createItems(1...4, on: db)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let (source, target) = (number % 4 + 1, (number * 7 + 1) % 4 + 1)
                    var options = TransactionOptions.serializable
                    options.maximumAttempts = 100
                    try await db.transaction(options) { db in
                        let left = try await db.first("select amount from item where id = \(source)", as: Int.self) ?? 0
                        try await db.execute("update item set amount = \(left - 1) where id = \(source)")
                        try await db.execute("update item set amount = amount + 1 where id = \(target)")
                        if number % 5 == 0 { throw Enough() }
                    }
                }
            }
            while let result = await group.nextResult() {
                if case .failure(let error) = result, !(error is Enough) { throw error }
            }
        }
        let sum = try await db.first("select cast(sum(amount) as bigint) from item", as: Int.self)
        try require(sum == 400, "four times 100 are \(sum ?? 0) after transfers among them")
    }

    private static func cancelledTransaction(_ db: Database) async throws {
        try await createItems(on: db)
        let task = Task {
            try await db.transaction { db in
                try await insert(1, on: db)
                withUnsafeCurrentTask { $0?.cancel() }
                try await insert(2, on: db)
            }
        }
        _ = try? await task.value
        try require(try await ids(on: db).isEmpty, "a cancelled transaction has left rows")
        try await insert(3, on: db)
    }
}
