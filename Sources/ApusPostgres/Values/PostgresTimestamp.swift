import FoundationEssentials

/// A point in time as PostgreSQL keeps it: microseconds since the start of 2000, UTC.
struct PostgresTimestamp: Hashable, Sendable {
    let microseconds: Int64

    static let microsecondsPerSecond: Int64 = 1_000_000
    static let microsecondsPerDay: Int64 = 86_400 * microsecondsPerSecond
    /// From PostgreSQL's epoch, 2000-01-01, to that of `Date`, 2001-01-01.
    private static let referenceOffset: Int64 = 366 * microsecondsPerDay
    /// What the type `timestamptz` holds: from 4713 BC to before the year 294277.
    private static let range: Range<Int64> = -211_813_488_000_000_000..<9_223_371_331_200_000_000

    init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The nearest microsecond; nil when the date is outside of what PostgreSQL can keep.
    init?(_ date: Date) {
        let sinceReference = (date.timeIntervalSinceReferenceDate * 1_000_000).rounded()
        // The comparison is false for NaN, and keeps the conversion and the sum below from overflowing.
        guard sinceReference > -9.2e18, sinceReference < 9.2e18 else { return nil }
        let (microseconds, overflows) = Int64(sinceReference).addingReportingOverflow(Self.referenceOffset)
        guard !overflows, Self.range.contains(microseconds) else { return nil }
        self.microseconds = microseconds
    }

    /// The value of the type `date`; nil for its two infinities, and for years that only `date` goes up to.
    init?(daysSinceEpoch days: Int32) {
        guard days != .max, days != .min else { return nil }
        let (microseconds, overflows) = Int64(days).multipliedReportingOverflow(by: Self.microsecondsPerDay)
        guard !overflows else { return nil }
        self.microseconds = microseconds
    }

    /// The date; nil for PostgreSQL's two infinities.
    var date: Date? {
        guard microseconds != .max, microseconds != .min else { return nil }
        let (sinceReference, overflows) = microseconds.subtractingReportingOverflow(Self.referenceOffset)
        guard !overflows else { return nil }
        return Date(timeIntervalSinceReferenceDate: Double(sinceReference) / 1_000_000)
    }
}

// MARK: - Text

extension PostgresTimestamp {
    /// The form that PostgreSQL reads for every type with a date, whatever its settings: `2024-02-29 12:30:00.000001+00`.
    var text: String {
        let (days, microsecondsOfDay) = Self.floorDivide(microseconds, by: Self.microsecondsPerDay)
        let (year, month, day) = CivilDate.components(ofDay: days)
        let (seconds, fraction) = microsecondsOfDay.quotientAndRemainder(dividingBy: Self.microsecondsPerSecond)
        // There is no year zero: the year before 1 is 1 BC.
        let shownYear = year > 0 ? year : 1 - year
        var text = Self.padded(shownYear, to: 4) + "-" + Self.padded(month, to: 2) + "-" + Self.padded(day, to: 2)
        text += " " + Self.padded(seconds / 3600, to: 2)
        text += ":" + Self.padded(seconds / 60 % 60, to: 2)
        text += ":" + Self.padded(seconds % 60, to: 2)
        text += "." + Self.padded(fraction, to: 6) + "+00"
        return year > 0 ? text : text + " BC"
    }

    /// Reads the text that PostgreSQL writes for `timestamptz`, `timestamp` and `date` with the `ISO` date style; nil when
    /// it is something else or infinite.
    init?(text: UnsafeRawBufferPointer) {
        var reader = DigitReader(text)
        guard var year = reader.number(digits: 4...6), reader.take("-"),
            let month = reader.number(digits: 2...2), (1...12).contains(month), reader.take("-"),
            let day = reader.number(digits: 2...2), (1...31).contains(day)
        else { return nil }

        var secondOfDay: Int64 = 0
        var fraction: Int64 = 0
        var offset: Int64 = 0
        if reader.take(" "), !reader.isAt("B") {
            guard let hour = reader.number(digits: 2...2), hour <= 24, reader.take(":"),
                let minute = reader.number(digits: 2...2), minute < 60, reader.take(":"),
                let second = reader.number(digits: 2...2), second <= 60
            else { return nil }
            secondOfDay = hour * 3600 + minute * 60 + second
            if reader.take(".") {
                guard let value = reader.fraction(digits: 6) else { return nil }
                fraction = value
            }
            if let sign: Int64 = reader.take("+") ? 1 : reader.take("-") ? -1 : nil {
                guard let hours = reader.number(digits: 2...2) else { return nil }
                let minutes = reader.take(":") ? reader.number(digits: 2...2) : 0
                let seconds = reader.take(":") ? reader.number(digits: 2...2) : 0
                guard let minutes, let seconds else { return nil }
                offset = sign * (hours * 3600 + minutes * 60 + seconds)
            }
            _ = reader.take(" ")
        }
        if reader.take("B") {
            guard reader.take("C") else { return nil }
            year = 1 - year
        }
        guard reader.isAtEnd else { return nil }

        // Six digits of a year are at most 3.2e19 µs: the sum has to be checked.
        let day0 = CivilDate.day(year: year, month: month, day: day)
        let (days, overflows) = day0.multipliedReportingOverflow(by: Self.microsecondsPerDay)
        let (sum, sumOverflows) = days.addingReportingOverflow(
            (secondOfDay - offset) * Self.microsecondsPerSecond + fraction
        )
        guard !overflows, !sumOverflows else { return nil }
        microseconds = sum
    }

    private static func floorDivide(_ value: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    private static func padded(_ value: Int64, to width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
