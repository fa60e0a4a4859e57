import ApusModel
import ApusTesting
import FoundationEssentials
import Testing

@Suite("Values of every type come back as they were")
struct TypeTests {
    @Test("round trips", arguments: TestDatabase.allCases)
    func roundTrips(on kind: TestDatabase) async throws {
        try await kind.withTables(Sample.self) { db in
            for sample in Sample.samples { try await db.insert(sample) }
            let found = try await db.all(Sample.order { $0.id.ascending })
            #expect(found == Sample.samples)
        }
    }

    @Test("days, times and numbers compare in the database", arguments: TestDatabase.allCases)
    func comparisons(on kind: TestDatabase) async throws {
        try await kind.withTables(Sample.self) { db in
            for sample in Sample.samples { try await db.insert(sample) }
            let day = try #require(LocalDate(year: 2000, month: 1, day: 1))
            #expect(try await db.all(Sample.where { $0.day > day }).map(\.id) == [1])
            let local = try #require(LocalDateTime("2000-01-01T00:00:00"))
            #expect(try await db.all(Sample.where { $0.local > local }).map(\.id) == [1])
        }
    }

    @Test(
        "texts that are no such values",
        arguments: ["", "2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "٢٠٢٦-01-01"]
    )
    func invalidDates(text: String) {
        #expect(LocalDate(text) == nil)
    }

    @Test("intervals as ISO 8601 and as PostgreSQL writes them")
    func intervals() {
        let value = CalendarInterval(months: 14, days: -3, microseconds: 14_706_700_000)
        #expect(CalendarInterval("1 year 2 mons -3 days 04:05:06.7") == value)
        #expect(CalendarInterval("P1Y2M-3DT4H5M6.7S") == value)
        #expect(CalendarInterval(value.description) == value)
        #expect(CalendarInterval("-00:00:01")?.microseconds == -1_000_000)
        for text in ["", "P1", "1 fortnight", "P9999999999Y", "4:5", "PT1.1234567S"] {
            #expect(CalendarInterval(text) == nil, "\(text)")
        }
    }
}

@Model private struct Sample: Equatable {
    @ID var id: Int
    var price: Decimal
    var day: LocalDate
    var time: LocalTime
    var local: LocalDateTime
    var span: CalendarInterval
    var address: InternetAddress?
    var numbers: [Int]
    var names: [String]
    var ids: [UUID]
    @Hidden var range: ValueRange<Int>?
    var bytes: [UInt8]

    private static func day(_ text: String) -> LocalDate {
        LocalDate(text) ?? LocalDate(year: 1, month: 1, day: 1) ?? day("1970-01-01")
    }

    static let samples: [Sample] = [
        Sample(
            id: 1,
            price: Decimal(string: "12345678901234567890.123456789") ?? 0,
            day: day("2026-11-30"),
            time: LocalTime(hour: 23, minute: 59, second: 59, microsecond: 999_999) ?? .midnight,
            local: LocalDateTime(day("9999-12-31"), .midnight),
            span: CalendarInterval(months: 14, days: -3, microseconds: 1_500_000),
            address: InternetAddress("192.0.2.0", prefixLength: 24),
            numbers: [1, -2, .max],
            names: ["a", "", "NULL", "\"quoted\", \\ {and} [more]", "ä\n☃"],
            ids: [UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))],
            range: ValueRange(from: 1, to: 5),
            bytes: [0, 255]
        ),
        Sample(
            id: 2,
            price: -1,
            day: day("0001-01-01"),
            time: .midnight,
            local: LocalDateTime(day("0001-01-01"), .midnight),
            span: CalendarInterval(),
            address: nil,
            numbers: [],
            names: [],
            ids: [],
            range: ValueRange(from: nil, to: nil, includesLower: false),
            bytes: []
        ),
    ]
}
