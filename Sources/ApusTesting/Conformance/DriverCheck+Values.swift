import ApusSQL
import FoundationEssentials

extension DriverCheck {
    static let values = [
        DriverCheck("a value comes back as it was written", roundTrips),
        DriverCheck("NULL is neither zero nor the empty text", null),
        DriverCheck("a value that was bound is never read as SQL", injection),
        DriverCheck("as many values can be bound as the dialect says", manyBindings),
        DriverCheck("a value of another type is not read as if it were right", wrongTypes),
        DriverCheck("large texts and bytes are kept whole", largeValues),
    ]

    private static func roundTrips(_ db: Database) async throws {
        try await roundTrip([0, 1, -1, Int64.max, Int64.min, 1 << 53 + 1], on: db)
        try await roundTrip([0.0, 0.1, 1e300, -1e-300, .leastNonzeroMagnitude, .greatestFiniteMagnitude], on: db)
        try await roundTrip([true, false], on: db)
        try await roundTrip(
            ["", " ", "a\nb\tc\r\n", "it's \"quoted\" \\ $1 ? :x %s", "ÅÄÖ ß", "🐦👨‍👩‍👧", "e\u{301}", "NULL", "\u{FEFF}x"],
            on: db
        )
        try await roundTrip([[], [0], Array(0...255), [0x5C, 0x78, 0x00]] as [[UInt8]], on: db)
        try await roundTrip([UUID(), UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))], on: db)
        try await roundTrip(
            [0, 1, -1, 951_782_399.999999, 1_700_000_000.123456, -62_135_596_800, 253_402_300_799].map {
                Date(timeIntervalSince1970: $0)
            },
            on: db,
            isEqual: { abs($0.timeIntervalSince($1)) < 0.000_001 }
        )
        try await roundTrip(["0001-01-01", "2024-02-29", "9999-12-31"].compactMap { LocalDate($0) }, on: db)
        try await roundTrip(["00:00:00", "23:59:59.999999"].compactMap { LocalTime($0) }, on: db)
        try await roundTrip(
            ["0", "-1", "0.1", "12345678901234567.123456789"].compactMap { Decimal(string: $0) },
            on: db
        )
        try await roundTrip([[], [1], [3, -2, Int.max]], on: db)
        try await roundTrip([[], ["", "a,b", "\"quoted\"", "NULL", "{}", "\\"]], on: db)
    }

    private static func roundTrip<Value: SQLConvertible>(
        _ values: [Value],
        on db: Database,
        isEqual: (Value, Value) -> Bool = { $0.sqlValue == $1.sqlValue }
    ) async throws {
        try await create("value", ("id", .integer, "primary key"), ("value", Value.sqlType, "not null"), on: db)
        for (id, value) in values.enumerated() {
            try await db.execute("insert into value (id, value) values (\(id), \(value))")
            let back = try await db.first("select value from value where id = \(id)", as: Value.self)
            try require(back.map { isEqual($0, value) } == true, "\(Value.self) \(value) comes back as \(back as Any)")
            let count = try await db.first("select count(*) from value where value = \(value)", as: Int.self)
            try require(count == 1, "\(Value.self) \(value) is found \(count ?? 0) times by its value, and not once")
        }
        try await db.execute("drop table value")
    }

    private static func null(_ db: Database) async throws {
        try await create("value", ("number", .integer, ""), ("text", .text, ""), on: db)
        try await db.execute("insert into value (number, text) values (\(Int?.none), \("")), (\(0), \(String?.none))")
        let rows = try await db.rows("select number, text from value order by text is null, number")
        try require(rows.count == 2, "two rows were inserted, and \(rows.count) are there")
        let (first, second) = (rows[0], rows[1])
        try require(try first.decode(Int?.self, at: 0) == nil && first.isNull(at: 0), "NULL is read as a number")
        try require(try first.decode(String?.self, at: 1) == "", "the empty text is not read as such")
        try require(try second.decode(Int?.self, at: 0) == 0, "zero is not read as such")
        try require(try second.decode(String?.self, at: 1) == nil, "NULL is read as a text")
        try await requireError(.decodingFailed, from: "reading NULL as an Int") { try first.decode(Int.self, at: 0) }
    }

    private static func injection(_ db: Database) async throws {
        try await createItems(1...1, on: db)
        let text = "x'); drop table item; --"
        try require(try await db.first("select \(text)", as: String.self) == text, "a text does not come back")
        try require(try await ids(on: db) == [1], "a bound text was run")
        let name = "odd \"name\"; drop table item"
        try await create(name, ("a\"b", .integer, ""), on: db)
        try await db.execute("insert into \(identifier: name) (\(identifier: "a\"b")) values (1)")
        let value = try await db.first("select \(identifier: "a\"b") from \(identifier: name)", as: Int.self)
        try require(value == 1, "a quoted name is not taken as it is")
    }

    private static func manyBindings(_ db: Database) async throws {
        try await createItems(on: db)
        let count = min(db.dialect.maximumBindings, 20_000) / 2
        var sql = StatementBuilder(dialect: db.dialect)
        sql.append("insert into item (id, amount) values ")
        for id in 1...count {
            sql.append(id == 1 ? "(" : ", (")
            sql.bind(.integer(Int64(id)))
            sql.append(", ")
            sql.bind(.integer(1))
            sql.append(")")
        }
        let inserted = try await db.run(sql.statement(.write)).affectedCount
        try require(inserted == count, "\(count) rows were inserted, and the driver says \(inserted)")
        let sum = try await db.first("select cast(sum(amount) as bigint) from item", as: Int.self)
        try require(sum == count, "\(count) rows were inserted, and \(sum ?? 0) are there")
    }

    private static func wrongTypes(_ db: Database) async throws {
        try await create("value", ("text", .text, ""), ("large", .integer, ""), on: db)
        try await db.execute("insert into value (text, large) values (\("word"), \(Int64.max))")
        let row = try await db.rows("select text, large from value")[0]
        try await requireError(.decodingFailed, from: "reading a word as an Int") { try row.decode(Int.self, at: 0) }
        try await requireError(.decodingFailed, from: "reading a large number as an Int8") {
            try row.decode(Int8.self, at: 1)
        }
        try await requireError(.decodingFailed, from: "reading a column that is not there") {
            try row.decode(Int.self, at: 2)
        }
        try await requireError(.decodingFailed, from: "reading a name that is not there") {
            try row.decode("other", as: Int.self)
        }
    }

    private static func largeValues(_ db: Database) async throws {
        try await create("value", ("text", .text, ""), ("bytes", .bytes, ""), on: db)
        let text = String(repeating: "åäö\n", count: 300_000)
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try await db.execute("insert into value (text, bytes) values (\(text), \(bytes))")
        let row = try await db.rows("select text, bytes from value")[0]
        try require(try row.decode(String.self, at: 0) == text, "a text of two megabytes does not come back")
        try require(try row.decode([UInt8].self, at: 1) == bytes, "three megabytes do not come back")
    }
}
