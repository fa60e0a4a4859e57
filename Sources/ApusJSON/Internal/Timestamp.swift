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

// MARK: - Reading

extension Timestamp {
    /// Reads a date and time as in RFC 3339. Of a fraction, the first six digits count. Nil when it is malformed.
    init?(parsing text: UnsafeBufferPointer<UInt8>) {
        var scanner = Scanner(text: text)
        guard let year = scanner.number(digits: 4), scanner.take("-"),
            let month = scanner.number(digits: 2), scanner.take("-"),
            let day = scanner.number(digits: 2), scanner.take("T") || scanner.take("t"),
            let hour = scanner.number(digits: 2), scanner.take(":"),
            let minute = scanner.number(digits: 2), scanner.take(":"),
            let second = scanner.number(digits: 2),
            let fraction = scanner.fraction(), let offset = scanner.zone(), scanner.isAtEnd,
            1...12 ~= month, 1...Self.length(ofMonth: month, year: year) ~= day, hour < 24, minute < 60, second <= 60
        else { return nil }
        let minutes = hour * 60 + minute - offset
        // A leap second is the last of a day in UTC. Dates do not know it; it is the next day's first.
        guard second < 60 || (minutes + 1) % 1440 == 0 else { return nil }
        days = Self.days(year: year, month: month, day: day)
        microseconds = (minutes * 60 + second) * 1_000_000 + fraction
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The inverse of ``civilDate``.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear.floorDivided(by: 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private struct Scanner {
        let text: UnsafeBufferPointer<UInt8>
        private var position = 0

        init(text: UnsafeBufferPointer<UInt8>) {
            self.text = text
        }

        var isAtEnd: Bool { position == text.count }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
            position += 1
            return true
        }

        mutating func number(digits: Int) -> Int? {
            var value = 0
            for _ in 0..<digits {
                guard let digit = digit() else { return nil }
                value = value * 10 + digit
            }
            return value
        }

        /// Microseconds, 0 when there is no fraction.
        mutating func fraction() -> Int? {
            guard take(".") else { return 0 }
            guard var value = digit() else { return nil }
            var count = 1
            while let digit = digit() {
                if count < 6 { value = value * 10 + digit }
                count += 1
            }
            while count < 6 {
                value *= 10
                count += 1
            }
            return value
        }

        /// The minutes that local time is ahead of UTC.
        mutating func zone() -> Int? {
            if take("Z") || take("z") { return 0 }
            let isAhead = take("+")
            guard isAhead || take("-"), let hours = number(digits: 2), take(":"), let minutes = number(digits: 2),
                hours < 24, minutes < 60
            else { return nil }
            return isAhead ? hours * 60 + minutes : -(hours * 60 + minutes)
        }

        private mutating func digit() -> Int? {
            guard position < text.count, 0x30...0x39 ~= text[position] else { return nil }
            position += 1
            return Int(text[position - 1]) - 0x30
        }
    }
}
