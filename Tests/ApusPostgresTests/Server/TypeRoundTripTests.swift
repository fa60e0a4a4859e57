import ApusPostgres
import ApusSQL
import Foundation
import Testing

/// Values of every type at the edges of what it holds: written and read by Apus, compared with what `psql` shows.
@Suite("Types, compared with psql", .timeLimit(.minutes(3)))
struct TypeRoundTripTests {
    private static let types: [(type: String, values: [String])] = [
        ("boolean", ["true", "false"]),
        ("smallint", ["-32768", "-1", "0", "32767"]),
        ("integer", ["-2147483648", "-1", "0", "2147483647"]),
        ("bigint", ["-9223372036854775808", "-1", "0", "9223372036854775807"]),
        ("oid", ["0", "4294967295"]),
        (
            "real",
            ["0", "-0", "1.17549435e-38", "1e-45", "3.4028235e38", "0.1", "NaN", "Infinity", "-Infinity", "16777217"]
        ),
        (
            "double precision",
            [
                "0", "-0", "5e-324", "2.2250738585072014e-308", "1.7976931348623157e308", "0.1", "NaN", "Infinity",
                "-Infinity",
            ]
        ),
        (
            "numeric",
            [
                "0", "0.00", "-1", "1e-1000", "12345678901234567890123456789.123456789", "NaN", "Infinity", "-Infinity",
                "9999999999999999999999999999999999999999", "0.1000",
            ]
        ),
        ("numeric(10,2)", ["-99999999.99", "0.01"]),
        ("money", ["-92233720368547758.08", "92233720368547758.07"]),
        ("text", ["", " ", "a\nb\tc\\d'e\"f", "ä€\u{1F426}", "NULL", "\u{FEFF}x", "e\u{301}"]),
        ("varchar(3)", ["", "abc", "äöü"]),
        ("char(3)", ["", "a", "abc"]),
        ("name", ["a", "with space"]),
        ("\"char\"", ["a"]),
        ("bytea", ["", "\\x00", "\\x00ff5c27"]),
        ("uuid", ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"]),
        (
            "timestamptz",
            [
                "2000-01-01 00:00:00+00", "1970-01-01 00:00:00.000001+00", "2024-02-29 23:59:59.999999+00",
                "0001-01-01 00:00:00+00", "0001-12-31 23:59:59+00 BC", "4713-01-01 00:00:00+00 BC",
                "9999-12-31 23:59:59+00",
            ]
        ),
        ("timestamp", ["2000-01-01 00:00:00", "1969-12-31 23:59:59.999999", "0044-03-15 12:00:00 BC"]),
        ("date", ["2000-01-01", "1999-12-31", "0001-01-01 BC", "9999-12-31", "4713-01-01 BC"]),
        ("time", ["00:00:00", "23:59:59.999999", "24:00:00"]),
        ("timetz", ["00:00:00+14", "24:00:00-15:59"]),
        (
            "interval",
            ["0", "1 mon -1 day 00:00:01", "178000000 years", "-1 days +02:03:04.000005", "1 year 2 mons"]
        ),
        ("json", ["null", "{\"a\":  1}", "[1, \"\\u00e4\"]"]),
        ("jsonb", ["null", "{\"b\": 1, \"a\": [true, 1.50]}", "\"ä\""]),
        ("jsonpath", ["$.\"a\"[*]"]),
        ("xml", ["<a>b</a>"]),
        ("integer[]", ["{}", "{1,NULL,-2147483648}", "{{1,2},{3,4}}", "[0:1]={1,2}"]),
        ("text[]", ["{}", "{a,\"b c\",\"\\\"\",NULL,\"NULL\",\"\"}"]),
        ("int4range", ["empty", "[1,5)", "(,)", "[1,)"]),
        ("numrange", ["[1.5,2.5]", "(,0)"]),
        ("tstzrange", ["[\"2000-01-01 00:00:00+00\",infinity)"]),
        ("daterange", ["[2000-01-01,2000-01-02)"]),
        ("int4multirange", ["{}", "{[1,2),[5,7)}"]),
        ("inet", ["0.0.0.0", "192.168.1.1/24", "::1", "ffff::/16"]),
        ("cidr", ["0.0.0.0/0", "10.0.0.0/8", "::/0"]),
        ("macaddr", ["08:00:2b:01:02:03"]),
        ("macaddr8", ["08:00:2b:01:02:03:04:05"]),
        ("bit(3)", ["101"]),
        ("bit varying", ["", "0", "1011"]),
        ("point", ["(0,-1.5)", "(Infinity,NaN)"]),
        ("line", ["{1,-1,0}"]),
        ("lseg", ["[(0,0),(1,1)]"]),
        ("box", ["(1,1),(0,0)"]),
        ("path", ["((0,0),(1,1))", "[(0,0),(1,1)]"]),
        ("polygon", ["((0,0),(1,1),(2,0))"]),
        ("circle", ["<(0,0),1>"]),
        ("tsvector", ["'a':1 'b':2A"]),
        ("tsquery", ["'a' & !'b'"]),
        ("pg_lsn", ["0/0", "FFFFFFFF/FFFFFFFF"]),
        ("regclass", ["pg_class"]),
        ("txid_snapshot", ["10:20:10,14"]),
        ("mood", ["sad", "very happy"]),
        ("pair", ["(1,\"a, b\")", "(,)"]),
    ]

    @Test("What Apus writes, psql reads, and what Apus reads and writes again is the same")
    func roundTrip() async throws {
        try await withTestDatabase { test in
            let db = test.database
            try await db.execute("create type mood as enum ('sad', 'very happy')")
            try await db.execute("create type pair as (number integer, name text)")
            for (type, values) in Self.types {
                for name in ["first", "second"] {
                    let sql = "create table \(name) (id bigint, value \(type))"
                    try await db.run(Statement(sql: sql, access: .write))
                }
                for (id, value) in values.enumerated() {
                    let sql = "insert into first values ($1, $2::text::\(type))"
                    let bindings: [SQLValue] = [.integer(Int64(id)), .text(value)]
                    try await db.run(Statement(sql: sql, bindings: bindings, access: .write))
                }
                try await db.execute("insert into first values (999, null)")
                for prefix in ["", "/* as text */ "] {
                    // What is bound to nothing and not kept comes as text, the other in binary where there is such a form.
                    let rows = try await db.run(Statement(sql: "\(prefix)select id, value from first", access: .read))
                    for row in rows {
                        let id = try row.decode(Int64.self, at: 0)
                        let insert = "insert into second values ($1, $2)"
                        let bindings = [SQLValue.integer(id), try Self.value(of: row)]
                        try await db.run(Statement(sql: insert, bindings: bindings, access: .write))
                    }
                    let written = try psql(test, "select id, value from first order by id")
                    let again = try psql(test, "select id, value from second order by id")
                    #expect(written == again, "\(type)")
                    #expect(written.split(separator: "\u{1E}").count == values.count + 1)
                    try await db.execute("truncate second")
                }
                for name in ["first", "second"] {
                    try await db.run(Statement(sql: "drop table \(name)", access: .write))
                }
            }
        }
    }

    @Test("What no type of Swift's holds is an error, not another value")
    func beyond() async throws {
        try await withTestDatabase { test in
            for sql: SQL in [
                "select 'infinity'::timestamptz", "select '-infinity'::date", "select '5874897-12-31'::date",
                "select '294276-12-31 23:59:59.999999'::timestamp + interval '0'",
            ] {
                let row = try await test.database.rows(sql)[0]
                if let date = try? row.decode(Date.self, at: 0) {
                    #expect(date.timeIntervalSinceReferenceDate > 9e12)
                }
            }
        }
    }

    /// The value of a row's second column, as the Swift type that holds it.
    private static func value(of row: Row) throws -> SQLValue {
        if try row.isNull(at: 1) { return .null }
        if let text = try? row.decode(String.self, at: 1) { return text.sqlValue }
        if let value = try? row.decode(Bool.self, at: 1) { return value.sqlValue }
        if let value = try? row.decode(Int64.self, at: 1) { return value.sqlValue }
        if let value = try? row.decode(Double.self, at: 1) { return value.sqlValue }
        if let value = try? row.decode(UUID.self, at: 1) { return value.sqlValue }
        if let value = try? row.decode([UInt8].self, at: 1) { return value.sqlValue }
        return try row.decode(Date.self, at: 1).sqlValue
    }

    private func psql(_ test: TestDatabase, _ query: String) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["psql", test.url, "--no-psqlrc", "-AtR", "\u{1E}", "-F", "\u{1F}", "-c", query]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }
}
