import ApusPostgres
import ApusSQL
import Testing

@Suite("Notifications", .timeLimit(.minutes(2)))
struct NotificationTests {
    @Test("Whoever listens hears what transactions that commit notify, in their order")
    func order() async throws {
        try await withTestDatabase { test in
            let db = test.database
            var events = try test.driver.notifications(on: "Orders \(test.name)", "other").makeAsyncIterator()
            #expect(await events.next() == .listening)
            try await db.notify("Orders \(test.name)", "1")
            try await db.transaction { db in
                try await db.notify("Orders \(test.name)", "2")
                try await db.notify("Orders \(test.name)", "3")
            }
            struct Stop: Error {}
            await #expect(throws: Stop.self) {
                try await db.transaction { db in
                    try await db.notify("Orders \(test.name)", "never")
                    throw Stop()
                }
            }
            try await db.notify("Orders \(test.name)")
            for payload in ["1", "2", "3", ""] {
                #expect(await events.next() == .notified(channel: "Orders \(test.name)", payload: payload))
            }
        }
    }

    @Test("A listener whose connection breaks is connected again, and told that it may have missed something")
    func reconnection() async throws {
        try await withTestDatabase { test in
            var events = try test.driver.notifications(on: test.name).makeAsyncIterator()
            #expect(await events.next() == .listening)
            try await test.terminateConnections()
            #expect(await events.next() == .missed)
            try await test.database.notify(test.name, "again")
            #expect(await events.next() == .notified(channel: test.name, payload: "again"))
        }
    }

    @Test("A listener that takes too slowly is told that it missed something")
    func overflow() async throws {
        try await withTestDatabase { test in
            var events = try test.driver.notifications(on: test.name, bufferSize: 2).makeAsyncIterator()
            #expect(await events.next() == .listening)
            for number in 1...3 { try await test.database.notify(test.name, String(number)) }
            // What was sent is heard before what is sent later: a notification that arrives on a second listener shows it.
            #expect(await events.next() == .notified(channel: test.name, payload: "1"))
            #expect(await events.next() == .notified(channel: test.name, payload: "2"))
            var number = 3
            var event: PostgresNotification?
            repeat {
                number += 1
                try await test.database.notify(test.name, String(number))
                event = await events.next()
            } while event != .missed && number < 100 && event != .notified(channel: test.name, payload: "3")
            #expect(event == .missed || event == .notified(channel: test.name, payload: "3"))
        }
    }

    @Test("Closing the driver ends its listeners")
    func closing() async throws {
        try await withTestDatabase { test in
            try await test.withDriver { driver in
                var events = try driver.notifications(on: test.name).makeAsyncIterator()
                #expect(await events.next() == .listening)
                await driver.close()
                #expect(await events.next() == nil)
                #expect(await databaseError { try driver.notifications(on: test.name) }?.code == .closed)
            }
        }
    }
}
