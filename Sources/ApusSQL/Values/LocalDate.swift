/// A day of the calendar, wherever it is: a birthday, a due date.
public struct LocalDate: Sendable, Hashable, Comparable {
    /// The year of the Gregorian calendar, 1 to 9999.
    public let year: Int
    /// The month, from one.
    public let month: Int
    /// The day of the month, from one.
    public let day: Int

    /// Makes a date.
    ///
    /// - Returns: nil when the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Whether the date comes before another one.
    public static func < (first: LocalDate, second: LocalDate) -> Bool {
        (first.year, first.month, first.day) < (second.year, second.month, second.day)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension LocalDate: LosslessStringConvertible {
    /// The date as ISO 8601 has it: `2026-11-30`.
    public var description: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

    /// Reads a date as ISO 8601 has it: `2026-11-30`.
    public init?(_ description: String) {
        let parts = description.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], let year = digits(parts[0]), let month = digits(parts[1]),
            let day = digits(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}

extension LocalDate: SQLConvertible {
    /// The type of a column that holds such values.
    public static var sqlType: SQLType { .date }
    /// Reads a value out of one cell of a result.
    public init(cell: Cell) throws(DatabaseError) {
        guard let text = cell.text ?? cell.timestamp.map({ LocalDateTime($0).date.description }),
            let value = LocalDate(text)
        else { throw cell.mismatch(expected: "a date") }
        self = value
    }
    /// The value to bind.
    public var sqlValue: SQLValue { .text(description) }
}

/// Decimal digits with zeros before them.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// A number of nothing but ASCII digits.
func digits(_ text: some StringProtocol) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
}
