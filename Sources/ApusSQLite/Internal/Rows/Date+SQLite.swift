internal import FoundationEssentials

/// Points in time as SQLite keeps them: `2026-11-23T05:48:00.000000Z`, always UTC, always 27 characters, so that the order
/// of the texts is the order of time. The years 0 to 9999 of the Gregorian calendar fit.
extension Date {
    static let sqliteTextCount = 27

    private static let microsecondsPerDay: Int64 = 86_400_000_000
    /// From 1 March of the year 0 to 1 January 2001, the instant that ``Date`` counts from.
    private static let daysBeforeReference: Int64 = 730_791
    /// From 1 January to 1 March of the year 0.
    private static let daysBeforeMarchOfYearZero: Int64 = 60
    private static let daysPerEra: Int64 = 146_097
    /// The first days of March, April, …, February, counted from 1 March.
    private static let firstDays: [Int64] = [0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337]
    /// The days from 1 March of the year 0 to 1 January of the year 10000.
    private static let endOfYear9999: Int64 = 3_652_365

    /// Writes the 27 characters.
    ///
    /// - Returns: False when the instant is outside the years 0 to 9999.
    func writeSQLiteText(to text: UnsafeMutableBufferPointer<UInt8>) -> Bool {
        let microseconds = (timeIntervalSinceReferenceDate * 1_000_000).rounded()
        guard let sinceReference = Int64(exactly: microseconds) else { return false }
        // Days begin on 1 March, so that a leap day is the last of its year (the calendar of "days from civil").
        let (referenceDay, time) = sinceReference.quotientAndRemainder(roundedDownBy: Self.microsecondsPerDay)
        let day = referenceDay + Self.daysBeforeReference
        guard day >= -Self.daysBeforeMarchOfYearZero, day < Self.endOfYear9999 else { return false }
        let (era, dayOfEra) = day.quotientAndRemainder(roundedDownBy: Self.daysPerEra)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - Self.firstDays[Int(month)] + 1
        let year = era * 400 + yearOfEra + (month >= 10 ? 1 : 0)

        var writer = DigitWriter(text: text)
        writer.write(year, digits: 4, then: "-")
        writer.write(month < 10 ? month + 3 : month - 9, digits: 2, then: "-")
        writer.write(dayOfMonth, digits: 2, then: "T")
        let seconds = time / 1_000_000
        writer.write(seconds / 3600, digits: 2, then: ":")
        writer.write(seconds / 60 % 60, digits: 2, then: ":")
        writer.write(seconds % 60, digits: 2, then: ".")
        writer.write(time % 1_000_000, digits: 6, then: "Z")
        return true
    }

    /// Reads exactly the form that ``writeSQLiteText(to:)`` writes.
    init?(sqliteText text: UnsafeBufferPointer<UInt8>) {
        guard text.count == Self.sqliteTextCount else { return nil }
        var reader = DigitReader(text: text)
        guard
            let year = reader.read(digits: 4, then: "-"),
            let month = reader.read(digits: 2, then: "-"), (1...12).contains(month),
            let dayOfMonth = reader.read(digits: 2, then: "T"), dayOfMonth >= 1,
            let hour = reader.read(digits: 2, then: ":"), hour < 24,
            let minute = reader.read(digits: 2, then: ":"), minute < 60,
            let second = reader.read(digits: 2, then: "."), second < 60,
            let microsecond = reader.read(digits: 6, then: "Z")
        else { return nil }

        let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let daysInMonth: Int64 =
            switch month {
            case 2: isLeapYear ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        guard dayOfMonth <= daysInMonth else { return nil }

        let marchYear = month > 2 ? year : year - 1
        let (era, yearOfEra) = marchYear.quotientAndRemainder(roundedDownBy: 400)
        let dayOfYear = Self.firstDays[Int(month > 2 ? month - 3 : month + 9)] + dayOfMonth - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let referenceDay = era * Self.daysPerEra + dayOfEra - Self.daysBeforeReference
        let seconds = hour * 3600 + minute * 60 + second
        let microseconds = referenceDay * Self.microsecondsPerDay + seconds * 1_000_000 + microsecond
        self.init(timeIntervalSinceReferenceDate: Double(microseconds) / 1_000_000)
    }
}

/// Writes numbers of a fixed width into a text that is long enough for all of them.
private struct DigitWriter {
    let text: UnsafeMutableBufferPointer<UInt8>
    var position = 0

    mutating func write(_ number: Int64, digits: Int, then separator: Unicode.Scalar) {
        var rest = number
        for index in stride(from: position + digits - 1, through: position, by: -1) {
            text[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        text[position + digits] = UInt8(ascii: separator)
        position += digits + 1
    }
}

/// Reads numbers of a fixed width out of a text that is long enough for all of them.
private struct DigitReader {
    let text: UnsafeBufferPointer<UInt8>
    var position = 0

    mutating func read(digits: Int, then separator: Unicode.Scalar) -> Int64? {
        var number: Int64 = 0
        for index in position..<position + digits {
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            number = number * 10 + Int64(digit)
        }
        guard text[position + digits] == UInt8(ascii: separator) else { return nil }
        position += digits + 1
        return number
    }
}

extension Int64 {
    /// The quotient rounded towards negative infinity, and the remainder that is never negative; `divisor` is positive.
    fileprivate func quotientAndRemainder(roundedDownBy divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
