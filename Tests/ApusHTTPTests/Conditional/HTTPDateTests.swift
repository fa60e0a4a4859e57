import ApusHTTP
import Foundation
import Testing

@Suite("Dates")
struct HTTPDateTests {
    @Test(
        "All three formats are read",
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
            ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
            ("Sun Nov  6 08:49:37 1994", 784_111_777),
            ("Sun Nov 16 08:49:37 1994", 784_975_777),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
            ("Thu, 29 Feb 2024 12:00:00 GMT", 1_709_208_000),
            ("Fri, 31 Dec 1999 23:59:60 GMT", 946_684_800),
            ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
        ]
    )
    func read(_ text: String, _ expected: Int) {
        #expect(HTTPDate(text)?.secondsSince1970 == expected)
    }

    @Test(
        "Anything else is no date",
        arguments: [
            "", "Sun", "Sun, 06 Nov 1994", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 94 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 +0000",
            "sun, 06 nov 1994 08:49:37 gmt", "Sun, 31 Feb 1994 08:49:37 GMT", "Thu, 29 Feb 2023 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ",
            "Sun Nov 6 08:49:37 1994", "Sun Nov  6 08:49:37 1994 GMT", "Sunday, 06-Nov-1994 08:49:37 GMT",
            "Xxx, 06 Nov 1994 08:49:37 GMT", "784111777", "Sun, 00 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
        ]
    )
    func refuse(_ text: String) {
        #expect(HTTPDate(text) == nil)
    }

    @Test("What is written is what Foundation writes, and is read again")
    func roundTrip() {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "GMT")
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        // Every 1,000,003 seconds, 31 seconds shorter than 11.6 days, so that all times of day come up.
        for seconds in stride(from: -2_000_000_000, through: 40_000_000_000, by: 100_000_307) {
            let date = HTTPDate(secondsSince1970: seconds)
            #expect(date.description == formatter.string(from: Date(date)))
            #expect(HTTPDate(date.description) == date)
        }
    }

    @Test(
        "Dates beyond the calendar are clamped",
        arguments: [
            (Double.nan, 0), (.infinity, 253_402_300_799), (-.infinity, -62_167_219_200), (1e300, 253_402_300_799),
            (-0.5, -1), (1.9, 1),
        ]
    )
    func clamp(_ interval: Double, _ expected: Int) {
        #expect(HTTPDate(Date(timeIntervalSince1970: interval)).secondsSince1970 == expected)
    }
}
