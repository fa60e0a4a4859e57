import ApusSQL

extension DriverCheck {
    static let lifetime = [
        DriverCheck("a closed driver refuses statements and transactions, and can be closed again", closing),
        DriverCheck("what runs when the driver is closed is finished or refused", closingInFlight),
    ]

    private static func closing(_ db: Database) async throws {
        try await createItems(on: db)
        await db.close()
        try await requireError(.closed, from: "a statement on a closed driver") { try await insert(1, on: db) }
        try await requireError(.closed, from: "a transaction on a closed driver") {
            try await db.transaction { db in try await insert(1, on: db) }
        }
        await db.close()
    }

    private static func closingInFlight(_ db: Database) async throws {
        try await createItems(on: db)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for id in 1...50 {
                group.addTask {
                    do {
                        try await insert(id, on: db)
                    } catch let error as DatabaseError where error.code == .closed {
                        // It came too late.
                    }
                }
            }
            await db.close()
            try await group.waitForAll()
        }
    }
}
