import ApusSQL
import ApusSQLite
import Foundation
import Testing

@Suite("Values", .timeLimit(.minutes(1)))
struct ValueTests {
    private func roundTrip<Value: SQLConvertible & Equatable>(_ values: [Value], column: String) async throws {
        try await withDatabase { db, _ throws in
            let create = Statement(
                sql: "create table t (id integer primary key, value \(column)) strict",
                access: .write
            )
            _ = try await db.run(create)
            for value in values {
                try await db.execute("insert into t (value) values (\(value))")
            }
            #expect(try await db.all("select value from t order by id", as: Value.self) == values)
        }
    }

    @Test func integers() async throws {
        try await roundTrip([0, 1, -1, Int64.max, Int64.min], column: "integer")
        try await roundTrip([Int?.none, 5], column: "integer")
        try await roundTrip([UInt8.min, UInt8.max], column: "integer")
    }

    @Test func floatingPointNumbers() async throws {
        let values = [
            0.0, 1.5, -1e-300, .greatestFiniteMagnitude, .leastNonzeroMagnitude, .infinity, -.infinity, 1e15, 3.0,
        ]
        try await roundTrip(values, column: "real")
    }

    @Test func texts() async throws {
        let values = ["", "a", "Åland 🇦🇽", "a\0b", "\0", "'; drop table t; --", String(repeating: "ü", count: 100_000)]
        try await roundTrip(values, column: "text")
    }

    @Test func bytes() async throws {
        let values: [[UInt8]] = [[], [0], [255, 0, 1], [UInt8](repeating: 7, count: 100_000)]
        try await roundTrip(values, column: "blob")
        try await roundTrip([[UInt8]?.none, []], column: "blob")
    }

    @Test func booleans() async throws {
        try await roundTrip([true, false], column: "integer")
        try await roundTrip([Bool?.none, true], column: "integer")
    }

    @Test func uuids() async throws {
        let least = try #require(UUID(uuidString: "00000000-0000-0000-0000-000000000000"))
        let greatest = try #require(UUID(uuidString: "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF"))
        try await roundTrip([least, greatest, UUID(), UUID()], column: "text")
    }

    @Test func timestamps() async throws {
        let values = [
            Date(timeIntervalSinceReferenceDate: 0), Date(timeIntervalSince1970: 0),
            Date(timeIntervalSince1970: 1_795_412_880.123456), .distantPast, .distantFuture,
            Date(timeIntervalSince1970: -0.000001),
        ]
        try await roundTrip(values, column: "text")
    }

    @Test("booleans, UUIDs and timestamps are kept as 0 and 1 and as text")
    func storedForms() async throws {
        try await withDatabase { db, _ throws in
            let id = try #require(UUID(uuidString: "0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0"))
            let date = Date(timeIntervalSince1970: 1_795_412_880)
            let row = try #require(try await db.rows("select \(true), \(id), \(date), typeof(\([UInt8]()))").first)
            #expect(try row.decode(Int.self, at: 0) == 1)
            #expect(try row.decode(String.self, at: 1) == "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0")
            #expect(try row.decode(String.self, at: 2) == "2026-11-23T05:48:00.000000Z")
            #expect(try row.decode(String.self, at: 3) == "blob")
        }
    }

    @Test("what SQLite cannot keep is refused, not changed")
    func unstorable() async throws {
        try await withDatabase { db, _ throws in
            for value in [
                SQLValue.double(.nan), .timestamp(Date(timeIntervalSince1970: 1e12)),
                .timestamp(Date(timeIntervalSince1970: .nan)), .timestamp(Date(timeIntervalSince1970: -1e11)),
            ] {
                let error = try await databaseError {
                    _ = try await db.run(Statement(sql: "select ?1", bindings: [value], access: .read))
                }
                #expect(error.code == .invalidValue)
                #expect(error.sql == "select ?1")
            }
        }
    }

    @Test("a cell of another type is an error that names the column")
    func mismatches() async throws {
        try await withDatabase { db, _ throws in
            let rows = try await db.rows("select 'x' as name, 2 as number, 1.0 as real, null as missing, x'ff' as blob")
            let row = try #require(rows.first)
            #expect(throws: DatabaseError.self) { try row.decode(Int.self, at: 0) }
            #expect(throws: DatabaseError.self) { try row.decode(Bool.self, at: 1) }
            #expect(throws: DatabaseError.self) { try row.decode(String.self, at: 1) }
            #expect(throws: DatabaseError.self) { try row.decode(Int.self, at: 2) }
            #expect(throws: DatabaseError.self) { try row.decode(String.self, at: 4) }
            #expect(throws: DatabaseError.self) { try row.decode(Int.self, at: 5) }
            #expect(throws: DatabaseError.self) { try row.decode(Int.self, at: -1) }
            #expect(throws: DatabaseError.self) { try row.decode("other", as: Int.self) }
            #expect(try row.decode(Double.self, at: 1) == 2)
            let error = #expect(throws: DatabaseError.self) { try row.decode(Int.self, at: 3) }
            #expect(error?.code == .decodingFailed)
            #expect(error?.column == "missing")
            #expect(error?.message == "expected an integer, found NULL")
        }
    }

    @Test("an integer that no floating point number equals is not rounded")
    func inexactIntegers() async throws {
        try await withDatabase { db, _ throws in
            let error = try await databaseError { _ = try await db.first("select \(Int64.max)", as: Double.self) }
            #expect(error.code == .decodingFailed)
        }
    }

    @Test("text that is not UTF-8 is an error, not a crash")
    func invalidText() async throws {
        try await withDatabase { db, _ throws in
            for sql: SQL in [
                "select cast(x'ff' as text)", "select cast(x'c080' as text)", "select cast(x'eda080' as text)",
            ] {
                let error = try await databaseError { _ = try await db.first(sql, as: String.self) }
                #expect(error.code == .decodingFailed)
            }
        }
    }

    @Test(
        "only the exact form of a timestamp is one",
        arguments: [
            "2026-11-23", "2026-11-23 05:48:00", "2026-11-23T05:48:00Z", "2026-11-23T05:48:00.000000+",
            "2026-13-01T00:00:00.000000Z", "2026-00-01T00:00:00.000000Z", "2026-02-29T00:00:00.000000Z",
            "2026-04-31T00:00:00.000000Z", "2026-01-00T00:00:00.000000Z", "2026-01-01T24:00:00.000000Z",
            "2026-01-01T00:60:00.000000Z", "2026-01-01T00:00:60.000000Z", "2026-01-01t00:00:00.000000z",
            "-026-01-01T00:00:00.000000Z", "2026-01-01T00:00:00.00000aZ", "",
        ]
    )
    func malformedTimestamps(text: String) async throws {
        try await withMemory { db throws in
            let error = try await databaseError { _ = try await db.first("select \(text)", as: Date.self) }
            #expect(error.code == .decodingFailed)
        }
    }

    @Test(
        "only the exact form of a UUID is one",
        arguments: [
            "0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0", "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
            "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f", "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1fg",
            "0f1e2d3c-4b5a-6978-8796_a5b4c3d2e1f0", "",
        ]
    )
    func malformedUUIDs(text: String) async throws {
        try await withMemory { db throws in
            let error = try await databaseError { _ = try await db.first("select \(text)", as: UUID.self) }
            #expect(error.code == .decodingFailed)
        }
    }

    @Test("timestamps sort as text as they do in time, and agree with Foundation's calendar")
    func timestampOrder() async throws {
        var generator = SystemRandomNumberGenerator()
        var dates = (0..<500).map { _ in
            Date(timeIntervalSince1970: Double(Int64.random(in: -62_135_596_800..<253_402_300_800, using: &generator)))
        }
        dates.sort()
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime]
        try await withMemory { [dates] db throws in
            var texts: [String] = []
            for date in dates {
                let text = try #require(try await db.first("select \(date)", as: String.self))
                texts.append(text)
                #expect(try await db.first("select \(date)", as: Date.self) == date)
            }
            #expect(texts == texts.sorted())
            // Foundation's formatter keeps the Julian calendar before 1582.
            for (date, text) in zip(dates, texts) where date.timeIntervalSince1970 > -12_219_292_800 {
                #expect(text == formatter.string(from: date).dropLast() + ".000000Z")
            }
        }
    }

    @Test("a strict table refuses a value of another type")
    func strictTables() async throws {
        try await withDatabase { db, _ throws in
            try await db.execute("create table place (id integer primary key, latitude real) strict")
            let error = try await databaseError {
                try await db.execute("insert into place (latitude) values (\("north"))")
            }
            #expect(error.code == .invalidValue)
            #expect(error.state == "3091")
            #expect(error.table == "place")
            #expect(error.column == "latitude")
        }
    }
}

/// Runs `body` with a database in memory.
func withMemory(_ body: (Database) async throws -> Void) async throws {
    let db = Database(try await SQLiteDriver(.memory))
    do {
        try await body(db)
    } catch {
        await db.close()
        throw error
    }
    await db.close()
}
