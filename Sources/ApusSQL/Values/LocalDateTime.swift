import FoundationEssentials

/// A day and a time of the day without a time zone: when a shop opens, wherever it is. A point in time is a `Date`.
public struct LocalDateTime: Sendable, Hashable, Comparable {
    /// The day.
    public var date: LocalDate
    /// The time of the day.
    public var time: LocalTime

    /// Puts a day and a time together.
    public init(_ date: LocalDate, _ time: LocalTime) {
        self.date = date
        self.time = time
    }

    /// Whether it comes before another one.
    public static func < (first: LocalDateTime, second: LocalDateTime) -> Bool {
        (first.date, first.time) < (second.date, second.time)
    }

    /// What clocks in UTC show at a point in time of the years 1 to 9999, to the microsecond.
    init(_ point: Date) {
        let microseconds = Int((point.timeIntervalSince1970 * 1_000_000).rounded())
        let days = Int((Double(microseconds) / 86_400_000_000).rounded(.down))
        let rest = microseconds - days * 86_400_000_000
        let second = rest / 1_000_000
        date = LocalDate(daysSince1970: days)
        time =
            LocalTime(
                hour: second / 3600,
                minute: second / 60 % 60,
                second: second % 60,
                microsecond: rest % 1_000_000
            ) ?? .midnight
    }
}

extension LocalDateTime {
    /// The point in time at which clocks in UTC show it.
    var utc: Date {
        let shiftedYear = date.month <= 2 ? date.year - 1 : date.year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        let seconds = days * 86_400 + time.hour * 3600 + time.minute * 60 + time.second
        return Date(timeIntervalSince1970: Double(seconds) + Double(time.microsecond) / 1_000_000)
    }
}

extension LocalTime {
    /// Where a day begins.
    public static let midnight = LocalTime()

    private init() {
        (hour, minute, second, microsecond) = (0, 0, 0, 0)
    }
}

extension LocalDate {
    /// The day after so many days; see "chrono-Compatible Low-Level Date Algorithms" by Howard Hinnant.
    init(daysSince1970 days: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }
}

extension LocalDateTime: LosslessStringConvertible {
    /// Both as ISO 8601 has them: `2026-11-30T08:30:00.000000`.
    public var description: String { "\(date)T\(time)" }

    /// Reads what ISO 8601 writes, with a `T` or a space between the parts.
    public init?(_ description: String) {
        let parts = description.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "T" || $0 == " " }
        guard parts.count == 2, let date = LocalDate(String(parts[0])), let time = LocalTime(String(parts[1])) else {
            return nil
        }
        self.init(date, time)
    }
}

extension LocalDateTime: SQLConvertible {
    /// The type of a column that holds such values.
    public static var sqlType: SQLType { .localTimestamp }
    /// Reads a value out of one cell of a result.
    public init(cell: Cell) throws(DatabaseError) {
        if let text = cell.text, let value = LocalDateTime(text) {
            self = value
        } else if let point = cell.timestamp {
            self.init(point)
        } else {
            throw cell.mismatch(expected: "a date and time")
        }
    }
    /// The value to bind.
    public var sqlValue: SQLValue { .text(description) }
}
