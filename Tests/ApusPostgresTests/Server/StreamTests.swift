import ApusPostgres
import ApusSQL
import Testing

@Suite("Streams of rows", .timeLimit(.minutes(2)))
struct StreamTests {
    @Test("Rows come in their order, a portion at a time", arguments: [1, 7, 1000, 5000])
    func order(portion: Int) async throws {
        try await withTestDatabase { test in
            let sum = try await test.database.stream(
                "select n from generate_series(1, \(1000)::bigint) n",
                portion: portion
            ) { rows in
                var sum = 0
                var last = 0
                for try await row in rows {
                    let number = try row.decode(Int.self, at: 0)
                    #expect(number == last + 1)
                    last = number
                    sum += number
                }
                return sum
            }
            #expect(sum == 500_500)
            #expect(await test.driver.statistics.idleConnections == 1)
        }
    }

    @Test("Who stops early has the server make no further rows")
    func earlyEnd() async throws {
        try await withTestDatabase { test in
            try await test.database.execute("create sequence made")
            try await test.database.transaction { db in
                try await db.stream("select nextval('made') from generate_series(1, 1000000)", portion: 10) { rows in
                    for try await row in rows where try row.decode(Int.self, at: 0) == 15 { break }
                }
                #expect(try await db.first("select last_value from made", as: Int.self) == 20)
            }
        }
    }

    @Test("An error in the middle is thrown, and the connection goes on")
    func failure() async throws {
        try await withTestDatabase { test in
            let error = await databaseError {
                try await test.database.stream("select 100 / (50 - n) from generate_series(1, 100) n", portion: 10) {
                    rows in
                    var count = 0
                    for try await _ in rows { count += 1 }
                    return count
                }
            }
            #expect(error?.state == "22012")
            let one = try await test.database.first("select 1", as: Int.self)
            #expect(one == 1)
        }
    }
}
