import ApusJSON
import Foundation
import SeededRandom
import Testing

@Suite struct DateTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"), (951_868_800, "2000-03-01T00:00:00Z"),
            (978_307_200, "2001-01-01T00:00:00Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"), (-62_167_219_200, "0000-01-01T00:00:00Z"),
            (-62_135_596_800, "0001-01-01T00:00:00Z"), (0.5, "1970-01-01T00:00:00.500Z"),
            (-0.5, "1969-12-31T23:59:59.500Z"), (1.000001, "1970-01-01T00:00:01.000001Z"),
            (1_700_000_000.123, "2023-11-14T22:13:20.123Z"), (1_700_000_000.123456, "2023-11-14T22:13:20.123456Z"),
            (0.9999999, "1970-01-01T00:00:01Z"),
        ] as [(Double, String)]
    )
    func writesRFC3339(seconds: Double, expected: String) throws {
        #expect(try text(Date(timeIntervalSince1970: seconds)) == "\"\(expected)\"")
    }

    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01t00:00:00z", 0), ("1970-01-01T01:00:00+01:00", 0),
            ("1969-12-31T19:00:00-05:00", 0), ("1970-01-01T05:45:00+05:45", 0), ("1970-01-01T00:00:00-00:00", 0),
            ("1970-01-01T00:00:00.5Z", 0.5), ("1970-01-01T00:00:00.000001999Z", 0.000001),
            ("2016-12-31T23:59:60Z", 1_483_228_800), ("2016-12-31T15:59:60-08:00", 1_483_228_800),
            ("2024-02-29T12:00:00Z", 1_709_208_000), ("9999-12-31T23:59:59Z", 253_402_300_799),
            ("0000-01-01T00:00:00Z", -62_167_219_200),
        ] as [(String, Double)]
    )
    func readsRFC3339(document: String, seconds: Double) throws {
        let date = try JSON.decode(Date.self, from: utf8("\"\(document)\""))
        #expect(date == Date(timeIntervalSince1970: seconds))
    }

    @Test(
        arguments: [
            "", "2024", "2024-01-01", "2024-01-01T00:00:00", "2024-01-01 00:00:00Z", "2024-13-01T00:00:00Z",
            "2024-00-01T00:00:00Z", "2024-01-00T00:00:00Z", "2024-01-32T00:00:00Z", "2023-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z", "2024-04-31T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z",
            "2024-01-01T00:00:61Z", "2024-01-01T00:00:60Z", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00,5Z",
            "2024-01-01T00:00:00+24:00", "2024-01-01T00:00:00+00:60", "2024-01-01T00:00:00+0000",
            "2024-01-01T00:00:00ZZ", "24-01-01T00:00:00Z", "+2024-01-01T00:00:00Z", "2024-1-1T0:0:0Z",
            "2024-01-01T00:00Z", "12024-01-01T00:00:00Z", "2024-01-01T00:00:00 Z", " 2024-01-01T00:00:00Z",
            "2024-01-01T00:00:00\u{FF3A}",
        ]
    )
    func refusesOtherForms(document: String) {
        let expected = JSONError(
            .invalidValue,
            "expected a date such as 2026-02-28T23:59:59Z (RFC 3339)",
            line: 1,
            column: 1,
            offset: 0
        )
        #expect(decodeError(Date.self, "\"\(document)\"") == expected)
    }

    @Test(arguments: [1e12, 1e30, -1e30, 253_402_300_800, -62_167_219_201, .nan, .infinity])
    func refusesYearsOfOtherThanFourDigits(seconds: Double) {
        #expect(throws: JSONError(.notRepresentable, "a date must be in the years 0 to 9999")) {
            try JSON.encode(Date(timeIntervalSince1970: seconds))
        }
    }

    @Test func agreesWithFoundation() throws {
        let formatter = ISO8601DateFormatter()
        formatter.timeZone = TimeZone(identifier: "UTC")
        var random = SeededGenerator(seed: 3)
        for _ in 0..<2000 {
            // From the end of the Julian calendar on, which Foundation's formatter follows before.
            let date = Date(
                timeIntervalSince1970: Double(Int.random(in: -12_000_000_000...250_000_000_000, using: &random))
            )
            let written = try text(date)
            #expect(written == "\"\(formatter.string(from: date))\"")
            #expect(try JSON.decode(Date.self, from: utf8(written)) == date)
        }
    }

    @Test func keepsMicroseconds() throws {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<2000 {
            let microseconds = Int.random(in: -2_000_000_000_000_000...4_000_000_000_000_000, using: &random)
            let (seconds, fraction) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
            let date = Date(timeIntervalSinceReferenceDate: Double(seconds) + Double(fraction) / 1e6)
            let written = try JSON.encode(date)
            #expect(try JSON.encode(try JSON.decode(Date.self, from: written)) == written)
        }
    }
}
