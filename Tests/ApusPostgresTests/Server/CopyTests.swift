import ApusPostgres
import ApusSQL
import Foundation
import Testing

@Suite("Copying", .timeLimit(.minutes(2)))
struct CopyTests {
    private func withItems(_ body: (Database, TestDatabase) async throws -> Void) async throws {
        try await withTestDatabase { test in
            try await test.database.execute(
                """
                create table item (
                    id bigint primary key, name text, price double precision, data bytea, made timestamptz, token uuid,
                    sold boolean
                )
                """
            )
            try await body(test.database, test)
        }
    }

    /// Chunks of bytes, one after the other, and an error at the end if there is one.
    private func chunks(_ texts: [String], _ error: (any Error)? = nil) -> AsyncThrowingStream<[UInt8], any Error> {
        AsyncThrowingStream { continuation in
            for text in texts { continuation.yield(Array(text.utf8)) }
            continuation.finish(throwing: error)
        }
    }

    private func collect(_ bytes: CopiedBytes) async -> String {
        var all: [UInt8] = []
        for await chunk in bytes { all += chunk }
        return String(decoding: all, as: UTF8.self)
    }

    private struct Stop: Error {}

    @Test("Values arrive as they were, whatever characters they have")
    func values() async throws {
        try await withItems { db, _ in
            let token = UUID()
            let rows: [[SQLValue]] = [
                [
                    .integer(1), .text("plain"), .double(1.5), .bytes([0, 255, 92, 10]), .null, .uuid(token),
                    .boolean(true),
                ],
                [
                    .integer(2), .text("tab\tline\nreturn\rback\\slash \\N \\. \u{1F426}"), .double(-.infinity),
                    .bytes([]),
                    .timestamp(Date(timeIntervalSince1970: 1_700_000_000.25)), .null, .boolean(false),
                ],
                [.integer(3), .text(""), .double(.nan), .null, .null, .null, .null],
                [.integer(4), .null, .null, .null, .null, .null, .null],
            ]
            let columns = ["id", "name", "price", "data", "made", "token", "sold"]
            let count = try await db.copy(into: "item", columns: columns, rows: rows)
            #expect(count == 4)
            let read = try await db.rows("select id, name, price, data, made, token, sold from item order by id")
            #expect(try read.map { try $0.decode(String?.self, at: 1) } == ["plain", rows[1][1].text, "", nil])
            #expect(try read[0].decode([UInt8].self, at: 3) == [0, 255, 92, 10])
            #expect(try read[1].decode([UInt8].self, at: 3) == [])
            #expect(try read[1].decode(Double.self, at: 2) == -.infinity)
            #expect(try read[2].decode(Double.self, at: 2).isNaN)
            #expect(try read[1].decode(Date.self, at: 4) == Date(timeIntervalSince1970: 1_700_000_000.25))
            #expect(try read[0].decode(UUID.self, at: 5) == token)
            #expect(try read.map { try $0.decode(Bool?.self, at: 6) } == [true, false, nil, nil])
        }
    }

    @Test("A stream of bytes goes in and comes out again")
    func bytes() async throws {
        try await withItems { db, _ in
            let count = try await db.copy(
                "copy item (id, name) from stdin (format csv)",
                from: chunks(["1,a\n2,", "b\n3,c\n"])
            )
            #expect(count == 3)
            let text = try await db.copy("copy (select id, name from item order by id) to stdout (format csv)", collect)
            #expect(text == "1,a\n2,b\n3,c\n")
        }
    }

    @Test("Many rows go through, more than fit anywhere at once")
    func manyRows() async throws {
        try await withItems { db, _ in
            let rows = (1...50_000).lazy.map { [SQLValue.integer($0), .text("the item with the number \($0)")] }
            #expect(try await db.copy(into: "item", columns: ["id", "name"], rows: rows) == 50_000)
            #expect(try await db.first("select sum(id) from item", as: Int.self) == 1_250_025_000)
            let size = try await db.copy("copy item (id, name) to stdout") { bytes in
                var size = 0
                for await chunk in bytes { size += chunk.count }
                return size
            }
            var expected = 0
            for number in 1...50_000 { expected += "\(number)\tthe item with the number \(number)\n".utf8.count }
            #expect(size == expected)
        }
    }

    @Test("In a transaction it is undone with the transaction")
    func transaction() async throws {
        try await withItems { db, _ in
            await #expect(throws: Stop.self) {
                try await db.transaction { db in
                    try await db.copy(into: "item", columns: ["id"], rows: [[.integer(1)]])
                    #expect(try await db.first("select count(*) from item", as: Int.self) == 1)
                    throw Stop()
                }
            }
            let count = try await db.first("select count(*) from item", as: Int.self)
            #expect(count == 0)
        }
    }

    @Test("An error leaves nothing, is told with the constraint, and the connection goes on")
    func errors() async throws {
        try await withItems { db, test in
            let twice = await databaseError {
                try await db.copy(into: "item", columns: ["id"], rows: [[.integer(1)], [.integer(1)]])
            }
            #expect(twice?.code == .uniqueViolation)
            #expect(twice?.constraint == "item_pkey")
            #expect(twice?.sql == "copy \"item\" (\"id\") from stdin")
            #expect(
                await databaseError { try await db.copy("copy nothing from stdin", from: chunks([])) }?.state == "42P01"
            )
            #expect(
                await databaseError { try await db.copy("copy item to stdout", from: chunks(["x"])) }?.code == .misuse
            )
            #expect(await databaseError { try await db.copy("copy item from stdin", collect) }?.code == .misuse)
            #expect(await databaseError { try await db.copy("select 1", from: chunks([])) }?.code == .misuse)
            let short = await databaseError {
                try await db.copy(into: "item", columns: ["id", "name"], rows: [[.integer(1)]])
            }
            #expect(short?.code == .misuse)
            await #expect(throws: Stop.self) {
                try await db.copy("copy item (id) from stdin", from: chunks(["1\n", "2\n"], Stop()))
            }
            let count = try await db.first("select count(*) from item", as: Int.self)
            #expect(count == 0)
            #expect(await test.driver.statistics.openConnections == 1)
        }
    }

    @Test("Who has enough need not take the rest")
    func earlyEnd() async throws {
        try await withItems { db, test in
            let first = try await db.copy("copy (select generate_series(1, 100000000)) to stdout") { bytes in
                var iterator = bytes.makeAsyncIterator()
                return await iterator.next()?.prefix(4)
            }
            #expect(first == Array("1\n2\n".utf8)[...])
            await #expect(throws: Stop.self) {
                try await db.copy("copy (select generate_series(1, 100000000)) to stdout") { _ in throw Stop() }
            }
            #expect(try await db.first("select 1", as: Int.self) == 1)
        }
    }

    @Test("A cancelled task's copy is stopped, and keeps nothing")
    func cancellation() async throws {
        try await withItems { db, test in
            let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
            let copy = Task { try await db.copy("copy item (id) from stdin", from: stream) }
            continuation.yield(Array("1\n".utf8))
            await until { (try? await test.activeCount(like: "copy item%")) == 1 }
            copy.cancel()
            _ = await #expect(throws: (any Error).self) { try await copy.value }
            let count = try await db.first("select count(*) from item", as: Int.self)
            #expect(count == 0)
            let out = Task {
                try await db.copy("copy (select pg_sleep(600)) to stdout") { bytes in
                    for await _ in bytes {}
                }
            }
            await until { (try? await test.activeCount(like: "copy (select pg_sleep%")) == 1 }
            out.cancel()
            #expect(await databaseError { try await out.value }?.code == .cancelled)
        }
    }
}

extension SQLValue {
    fileprivate var text: String? {
        if case .text(let text) = self { text } else { nil }
    }
}
