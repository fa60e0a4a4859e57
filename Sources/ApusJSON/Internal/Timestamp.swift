internal import FoundationEssentials

/// A point in time as calendar date and time of day in UTC, as RFC 3339 writes it.
struct Timestamp {
    /// Days since 1970-01-01.
    private var days: Int
    /// Microseconds since midnight.
    private var microseconds: Int

    private static let secondsPerDay = 86_400
    private static let microsecondsPerDay = 86_400_000_000
    /// Days from 1970-01-01 to 2001-01-01, which `Date` counts from.
    private static let referenceDay = 11_323
    /// 0000-01-01 to 9999-12-31.
    private static let dayRange = -719_528...2_932_896

    /// Makes the timestamp of a date, to the nearest microsecond. Nil when its year is not one of 0...9999.
    init?(_ date: Date) {
        let interval = date.timeIntervalSinceReferenceDate
        guard interval.magnitude < 1e12 else { return nil }
        // Whole seconds apart from the fraction, which would lose digits otherwise.
        let whole = interval.rounded(.down)
        let total = Int(whole) * 1_000_000 + Int(((interval - whole) * 1e6).rounded())
        days = total.floorDivided(by: Self.microsecondsPerDay) + Self.referenceDay
        microseconds = total - (days - Self.referenceDay) * Self.microsecondsPerDay
        guard Self.dayRange.contains(days) else { return nil }
    }

    /// The date, which is the nearest there is.
    var date: Date {
        let seconds = (days - Self.referenceDay) * Self.secondsPerDay + microseconds / 1_000_000
        return Date(timeIntervalSinceReferenceDate: Double(seconds) + Double(microseconds % 1_000_000) / 1e6)
    }
}

// MARK: - Writing

extension Timestamp {
    /// Writes `yyyy-mm-ddThh:mm:ss[.ffffff]Z` and returns its length, at most 27.
    func write(to out: UnsafeMutablePointer<UInt8>) -> Int {
        let (year, month, day) = civilDate
        let (seconds, fraction) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        writeDigits(UInt64(year), count: 4, to: out)
        out[4] = UInt8(ascii: "-")
        writeDigits(UInt64(month), count: 2, to: out + 5)
        out[7] = UInt8(ascii: "-")
        writeDigits(UInt64(day), count: 2, to: out + 8)
        out[10] = UInt8(ascii: "T")
        writeDigits(UInt64(seconds / 3600), count: 2, to: out + 11)
        out[13] = UInt8(ascii: ":")
        writeDigits(UInt64(seconds / 60 % 60), count: 2, to: out + 14)
        out[16] = UInt8(ascii: ":")
        writeDigits(UInt64(seconds % 60), count: 2, to: out + 17)
        var end = 19
        if fraction != 0 {
            let isMilliseconds = fraction % 1000 == 0
            let digits = isMilliseconds ? 3 : 6
            out[end] = UInt8(ascii: ".")
            writeDigits(UInt64(isMilliseconds ? fraction / 1000 : fraction), count: digits, to: out + end + 1)
            end += 1 + digits
        }
        out[end] = UInt8(ascii: "Z")
        return end + 1
    }

    /// The day in the proleptic Gregorian calendar, by eras of 400 years that begin in March.
    private var civilDate: (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

extension Int {
    fileprivate func floorDivided(by divisor: Int) -> Int {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
