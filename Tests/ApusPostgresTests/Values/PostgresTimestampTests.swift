import FoundationEssentials
import Testing

@testable import ApusPostgres

@Suite("Timestamps")
struct PostgresTimestampTests {
    private func parse(_ text: String) -> Int64? {
        Array(text.utf8).withUnsafeBytes { PostgresTimestamp(text: $0)?.microseconds }
    }

    @Test(
        "Text and microseconds mean the same",
        arguments: [
            ("2000-01-01 00:00:00.000000+00", 0),
            ("1999-12-31 23:59:59.999999+00", -1),
            ("2024-02-29 12:30:45.000001+00", 762_525_045_000_001),
            ("1970-01-01 00:00:00.000000+00", -946_684_800_000_000),
            ("0001-01-01 00:00:00.000000+00", -63_082_281_600_000_000),
            ("0001-12-31 00:00:00.000000+00 BC", -63_082_368_000_000_000),
            ("4714-11-24 00:00:00.000000+00 BC", -211_813_488_000_000_000),
            ("294276-12-31 23:59:59.999999+00", 9_223_371_331_199_999_999),
        ] as [(String, Int64)]
    )
    func text(_ text: String, microseconds: Int64) {
        #expect(PostgresTimestamp(microseconds: microseconds).text == text)
        #expect(parse(text) == microseconds)
    }

    @Test(
        "The other forms that PostgreSQL writes are read",
        arguments: [
            ("2000-01-01", 0), ("2000-01-02 BC", -126_196_099_200_000_000), ("2000-01-01 00:00:01", 1_000_000),
            ("2000-01-01 00:00:00.5", 500_000), ("2000-01-01 02:00:00+02", 0),
            ("2000-01-01 05:45:00.25+05:45", 250_000),
            ("1999-12-31 19:00:00-05", 0), ("2000-01-01 00:19:32+00:19:32", 0),
        ] as [(String, Int64)]
    )
    func forms(_ text: String, microseconds: Int64) {
        #expect(parse(text) == microseconds)
    }

    @Test(
        "What is no date is none",
        arguments: [
            "", "infinity", "-infinity", "2000", "2000-13-01", "2000-01-00", "2000-1-1", "2000-01-01 00:00",
            "2000-01-01 25:00:00", "2000-01-01 00:00:00.", "2000-01-01 00:00:00.1234567", "2000-01-01 00:00:00+",
            "2000-01-01x", "999999-01-01", "01/02/2000", "2000-01-01 00:00:00 AD",
        ]
    )
    func malformed(_ text: String) {
        #expect(parse(text) == nil)
    }

    @Test("A date keeps its microseconds", arguments: [0, 1, -1, 762_525_045_123_457, -946_684_799_999_999] as [Int64])
    func dates(microseconds: Int64) {
        let date = PostgresTimestamp(microseconds: microseconds).date
        #expect(date.flatMap { PostgresTimestamp($0)?.microseconds } == microseconds)
    }

    @Test("Infinite and unthinkable dates are refused")
    func limits() {
        #expect(PostgresTimestamp(microseconds: .max).date == nil)
        #expect(PostgresTimestamp(microseconds: .min).date == nil)
        for seconds in [Double.infinity, -.infinity, .nan, .greatestFiniteMagnitude, 1e13, -1e13, 9.2e12] {
            #expect(PostgresTimestamp(Date(timeIntervalSinceReferenceDate: seconds)) == nil)
        }
        #expect(PostgresTimestamp(.distantPast) != nil)
        #expect(PostgresTimestamp(.distantFuture) != nil)
        #expect(PostgresTimestamp(daysSinceEpoch: .max) == nil)
        #expect(PostgresTimestamp(daysSinceEpoch: .min) == nil)
    }

    @Test("Every day's number is one more than the last one's, and gives the day back")
    func calendar() {
        var expected = CivilDate.day(year: -401, month: 1, day: 1)
        for year in Int64(-401)...2401 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for (month, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
                let last = CivilDate.day(year: year, month: Int64(month + 1), day: Int64(length))
                #expect(CivilDate.day(year: year, month: Int64(month + 1), day: 1) == expected)
                #expect(last == expected + Int64(length) - 1)
                #expect(CivilDate.components(ofDay: last) == (year, Int64(month + 1), Int64(length)))
                expected = last + 1
            }
        }
        #expect(CivilDate.day(year: 2000, month: 1, day: 1) == 0)
    }
}
