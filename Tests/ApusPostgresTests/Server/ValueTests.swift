import ApusPostgres
import ApusSQL
import FoundationEssentials
import Testing

@Suite("Values on the server", .timeLimit(.minutes(2)))
struct ValueTests {
    /// Sends a value through a type and back: in a result that is asked for in binary where the type has such a form, in
    /// one that is text because of its second column, and without the server's description.
    private func roundTrip<Value: SQLConvertible & Equatable>(
        _ values: [Value],
        as type: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await withTestDatabase { test in
            // The last one is too long to be kept: it is not described before.
            for form in ["", ", interval '1 day'", " -- " + String(repeating: "x", count: 20_000)] {
                let sql = "select $1::\(type)\(form)"
                for value in values {
                    let rows = try await test.driver.run(Statement(sql: sql, bindings: [value.sqlValue], access: .read))
                    #expect(
                        try rows[0].decode(at: 0) == value,
                        "\(type)\(form.prefix(30))",
                        sourceLocation: sourceLocation
                    )
                }
                let null = try await test.driver.run(Statement(sql: sql, bindings: [.null], access: .read))
                #expect(try null[0].decode(Value?.self, at: 0) == nil, sourceLocation: sourceLocation)
                #expect(throws: DatabaseError.self) { try null[0].decode(Value.self, at: 0) }
            }
        }
    }

    @Test("Booleans")
    func booleans() async throws {
        try await roundTrip([true, false], as: "boolean")
    }

    @Test("Integers of every size")
    func integers() async throws {
        try await roundTrip([0, 1, -1, Int64.max, .min], as: "bigint")
        try await roundTrip([0, -1, Int32.max, .min], as: "integer")
        try await roundTrip([0, -1, Int16.max, .min], as: "smallint")
        try await roundTrip([0, UInt32.max], as: "oid")
        try await roundTrip([0, -1, Int64.max, .min], as: "numeric")
    }

    @Test("Floating point numbers")
    func doubles() async throws {
        let values = [
            0, -0.0, 0.1, 1e-7, -1.5e300, .pi, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity, -.infinity,
        ]
        try await roundTrip(values, as: "double precision")
        try await roundTrip(
            [0, 0.1, -3.5, Float.greatestFiniteMagnitude, .leastNonzeroMagnitude, .infinity],
            as: "real"
        )
        try await roundTrip([0.1, 1e-7, 12345.678], as: "numeric")
        try await withTestDatabase { test in
            for type in ["double precision", "real", "numeric"] {
                for form in ["", ", interval '1 day'"] {
                    let statement = Statement(
                        sql: "select $1::\(type)\(form)",
                        bindings: [.double(.nan)],
                        access: .read
                    )
                    let rows = try await test.driver.run(statement)
                    #expect(try rows[0].decode(Double.self, at: 0).isNaN)
                }
            }
        }
    }

    @Test("Text")
    func texts() async throws {
        let values = [
            "", "a", "'; drop table x; --", "\\", "$1", "é 👩‍👩‍👧 \u{10FFFF}\u{1}", String(repeating: "ä", count: 100_000),
        ]
        for type in ["text", "varchar"] { try await roundTrip(values, as: type) }
        try await roundTrip(["abc  "], as: "char(5)")
        try await roundTrip(["pg_class"], as: "name")
    }

    @Test("Bytes")
    func bytes() async throws {
        try await roundTrip([[], [0], Array(0...255), [UInt8](repeating: 0xA5, count: 1_000_000)], as: "bytea")
    }

    @Test("UUIDs")
    func uuids() async throws {
        let id = try #require(UUID(uuidString: "00112233-4455-6677-8899-AABBCCDDEEFF"))
        try await roundTrip([id, UUID()], as: "uuid")
    }

    @Test("Points in time, to the microsecond")
    func timestamps() async throws {
        let dates = [0, 0.000001, -0.000001, 762_525_045.123457, -978_307_200, -63_114_076_800, 252_455_616_000]
            .map { Date(timeIntervalSinceReferenceDate: $0) }
        try await roundTrip(dates, as: "timestamptz")
        try await roundTrip(dates, as: "timestamp")
        try await roundTrip([Date(timeIntervalSinceReferenceDate: -86_400 * 1_000)], as: "date")
    }

    @Test("Infinite points in time are none, and those out of range are refused before they are sent")
    func infiniteTimestamps() async throws {
        try await withTestDatabase { test in
            for form in ["", ", interval '1 day'"] {
                for type in ["timestamptz", "timestamp", "date"] {
                    for sign in ["", "-"] {
                        let sql = "select '\(sign)infinity'::\(type)\(form)"
                        let rows = try await test.driver.run(Statement(sql: sql, access: .read))
                        #expect(throws: DatabaseError.self) { try rows[0].decode(Date.self, at: 0) }
                    }
                }
            }
            let error = await databaseError {
                try await test.database.rows("select \(Date(timeIntervalSinceReferenceDate: 1e15))::timestamptz")
            }
            #expect(error?.code == .invalidValue)
            #expect(error?.sql == "select $1::timestamptz")
        }
    }

    @Test("An integer may be bound where the server expects another kind of number")
    func integerWidths() async throws {
        try await withTestDatabase { test in
            let db = test.database
            try await db.execute(
                "create table n (s smallint, i integer, b bigint, f double precision, d numeric, t text)"
            )
            try await db.execute("insert into n values (\(1), \(2), \(3), \(4), \(5), \("6"))")
            #expect(try await db.first("select i from n where i = \(2) and s = \(1) and d = \(5)", as: Int.self) == 2)
            #expect(try await db.first("select f from n", as: Double.self) == 4)
            let error = await databaseError { try await db.execute("update n set s = \(40_000)") }
            #expect(error?.code == .invalidValue)
            #expect(error?.state == "22003")
            #expect(try await db.first("select i from n limit \(1)", as: Int.self) == 2)
        }
    }

    @Test("JSON, enums, arrays and intervals are read as the text that PostgreSQL writes")
    func texts2() async throws {
        try await withTestDatabase { test in
            let db = test.database
            try await db.execute("create type mood as enum ('sad', 'ok')")
            let rows = try await db.rows(
                """
                select '{"a": 1}'::jsonb, '{"a":1}'::json, 'ok'::mood, array[1, 2], interval '1 day', 1.50::numeric
                """
            )
            let texts = try (0..<6).map { try rows[0].decode(String.self, at: $0) }
            #expect(texts == [#"{"a": 1}"#, #"{"a":1}"#, "ok", "{1,2}", "1 day", "1.50"])
            let binary = try await db.rows("select '{\"a\": 1}'::jsonb, '{\"a\":1}'::json, now(), 'x'::text")
            #expect(try binary[0].decode(String.self, at: 0) == #"{"a": 1}"#)
            #expect(try binary[0].decode(String.self, at: 1) == #"{"a":1}"#)
            #expect(try binary[0].decode(String.self, at: 3) == "x")
            #expect(
                try await db.first("select count(*) from pg_type where \("ok")::mood = 'ok'", as: Int.self) ?? 0 > 0
            )
        }
    }

    @Test("Nothing is read as what it is not")
    func strictness() async throws {
        try await withTestDatabase { test in
            for form in ["", ", interval '1 day'"] {
                let sql =
                    "select 1::bigint, 'x'::text, true, 1.5::numeric, 2.5::float8, now(), ''::bytea, 2::numeric\(form)"
                let row = try await test.driver.run(Statement(sql: sql, access: .read))[0]
                #expect(throws: DatabaseError.self) { try row.decode(String.self, at: 0) }
                #expect(throws: DatabaseError.self) { try row.decode(Bool.self, at: 0) }
                #expect(throws: DatabaseError.self) { try row.decode(Int.self, at: 1) }
                #expect(throws: DatabaseError.self) { try row.decode([UInt8].self, at: 1) }
                #expect(throws: DatabaseError.self) { try row.decode(Int.self, at: 2) }
                #expect(throws: DatabaseError.self) { try row.decode(Int.self, at: 3) }
                #expect(throws: DatabaseError.self) { try row.decode(Int.self, at: 4) }
                #expect(throws: DatabaseError.self) { try row.decode(String.self, at: 5) }
                #expect(throws: DatabaseError.self) { try row.decode(String.self, at: 6) }
                #expect(throws: DatabaseError.self) { try row.decode(UUID.self, at: 1) }
                #expect(throws: DatabaseError.self) { try row.decode(Date.self, at: 1) }
                #expect(try row.decode(Double.self, at: 0) == 1)
                #expect(try row.decode(Double.self, at: 3) == 1.5)
                #expect(try row.decode(Int.self, at: 7) == 2)
            }
        }
    }

    @Test("Times are read whatever the session's settings for dates and zones are")
    func sessionSettings() async throws {
        try await withTestDatabase { test in
            let date = Date(timeIntervalSinceReferenceDate: 762_525_045.123457)
            let url = test.url.replacing(
                "options=",
                with: "options=-cDateStyle%3DSQL,DMY%20-cTimeZone%3DAsia/Kathmandu%20-cbytea_output%3Descape%20"
            )
            try await closing(PostgresDriver(PostgresConfiguration(url: url))) { driver in
                let sql = "select $1::timestamptz, $2::bytea, current_setting('TimeZone'), interval '1 day'"
                let bindings: [SQLValue] = [.timestamp(date), .bytes([0, 92, 200])]
                let row = try await driver.run(Statement(sql: sql, bindings: bindings, access: .read))[0]
                #expect(try row.decode(Date.self, at: 0) == date)
                #expect(try row.decode([UInt8].self, at: 1) == [0, 92, 200])
                #expect(try row.decode(String.self, at: 2) == "Asia/Kathmandu")
            }
        }
    }

    @Test("What looks like SQL in a value stays a value")
    func injection() async throws {
        try await withTestDatabase { test in
            let db = test.database
            try await db.execute("create table student (name text primary key)")
            let names = [
                "Robert'); drop table student;--", "' or '1'='1", "\\'; select pg_sleep(10)--", "$1", "$$", "\"", "/*",
                "\u{FF07} or 1=1",
                "x' union select version()--", "\\x27",
            ]
            for name in names { try await db.execute("insert into student values (\(name))") }
            for name in names {
                #expect(try await db.all("select name from student where name = \(name)", as: String.self) == [name])
            }
            #expect(try await db.first("select count(*) from student", as: Int.self) == names.count)
        }
    }

    @Test("What cannot be sent is refused before anything is sent")
    func unsendable() async throws {
        try await withTestDatabase { test in
            let db = test.database
            let nul = await databaseError { try await db.rows("select \("a\0b")") }
            #expect(nul?.code == .invalidValue)
            #expect(nul?.message == "the text bound to $1 has a NUL, which PostgreSQL cannot store")
            let nulInSQL = await databaseError {
                try await test.driver.run(Statement(sql: "select 1\0", access: .read))
            }
            #expect(nulInSQL?.code == .invalidStatement)
            let bytes = await databaseError { try await db.rows("select \([UInt8(1)])::text") }
            #expect(bytes?.code == .invalidValue)
            #expect(bytes?.message == "bytes are bound to $1, which is not a bytea")
            for bindings in [[], [.integer(1), .integer(2)]] as [[SQLValue]] {
                let count = await databaseError {
                    try await test.driver.run(Statement(sql: "select $1::int8", bindings: bindings, access: .read))
                }
                #expect(count?.code == .invalidStatement)
            }
            let many = [SQLValue](repeating: .integer(1), count: 65_536)
            let tooMany = await databaseError {
                try await test.driver.run(Statement(sql: "select 1", bindings: many, access: .read))
            }
            #expect(tooMany?.code == .invalidStatement)
        }
    }

    @Test("A statement may bind 65,535 values, and be of any length")
    func manyBindings() async throws {
        try await withTestDatabase { test in
            let count = 65_535
            let sql =
                "select count(*), sum(n) from (values " + (1...count).map { "($\($0)::int8)" }.joined(separator: ",")
                + ") t(n)"
            let bindings = (1...count).map { SQLValue.integer(Int64($0)) }
            let row = try await test.driver.run(Statement(sql: sql, bindings: bindings, access: .read))[0]
            #expect(try row.decode(Int.self, at: 0) == count)
            #expect(try row.decode(Int.self, at: 1) == count * (count + 1) / 2)
        }
    }

    @Test("Values and results larger than any socket buffer get through, in both directions at once")
    func large() async throws {
        try await withTestDatabase { test in
            let text = String(repeating: "0123456789abcdef", count: 1 << 18)
            try await withThrowingTaskGroup(of: Int?.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await test.database.first("select \(text) || \(text)", as: String.self)?.utf8.count
                    }
                }
                for try await count in group { #expect(count == 2 * text.utf8.count) }
            }
        }
    }
}
