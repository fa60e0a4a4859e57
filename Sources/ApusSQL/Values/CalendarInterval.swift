/// A span of time as calendars count it: months and days have no fixed length, so they are kept apart from the rest.
public struct CalendarInterval: Sendable, Hashable {
    /// Months; twelve of them are a year.
    public var months: Int32
    /// Days.
    public var days: Int32
    /// Microseconds.
    public var microseconds: Int64

    /// Makes a span; parts may be negative, and of different signs.
    public init(months: Int32 = 0, days: Int32 = 0, microseconds: Int64 = 0) {
        self.months = months
        self.days = days
        self.microseconds = microseconds
    }
}

extension CalendarInterval: LosslessStringConvertible {
    /// The span as ISO 8601 has it: `P1M2DT3.500000S`.
    public var description: String {
        let (seconds, fraction) = microseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        let sign = microseconds < 0 ? "-" : ""
        return "P\(months)M\(days)DT\(sign)\(seconds).\(padded(Int(fraction), 6))S"
    }

    /// Reads a span as ISO 8601 has it, or as PostgreSQL writes it by default: `1 year 2 mons -3 days 04:05:06.7`.
    public init?(_ description: String) {
        let value = description.hasPrefix("P") ? Self.iso(description) : Self.postgres(description)
        guard let value else { return nil }
        self = value
    }

    private static func iso(_ text: String) -> CalendarInterval? {
        var interval = CalendarInterval()
        var isTime = false
        var number = ""
        for character in text.dropFirst() {
            if character == "T", number.isEmpty, !isTime {
                isTime = true
            } else if character.isASCII, character.isNumber || "+-.".contains(character) {
                number.append(character)
            } else {
                guard interval.add(number[...], isTime ? "t\(character)" : "\(character)") else { return nil }
                number = ""
            }
        }
        return number.isEmpty ? interval : nil
    }

    private static func postgres(_ text: String) -> CalendarInterval? {
        var interval = CalendarInterval()
        var words = text.split(separator: " ")[...]
        guard !words.isEmpty else { return nil }
        while let word = words.popFirst() {
            if word.contains(":") {
                guard words.isEmpty, interval.add(clock: word) else { return nil }
            } else {
                guard let unit = words.popFirst(), interval.add(word, String(unit)) else { return nil }
            }
        }
        return interval
    }

    private mutating func add(_ number: Substring, _ unit: String) -> Bool {
        if unit == "tS" {
            guard let amount = Self.microseconds(ofSeconds: number) else { return false }
            return add(microseconds: amount, times: 1)
        }
        guard let amount = Int64(number) else { return false }
        switch unit {
        case "Y", "year", "years": return add(amount, times: 12, to: \.months)
        case "M", "mon", "mons": return add(amount, times: 1, to: \.months)
        case "W": return add(amount, times: 7, to: \.days)
        case "D", "day", "days": return add(amount, times: 1, to: \.days)
        case "tH": return add(microseconds: amount, times: 3_600_000_000)
        case "tM": return add(microseconds: amount, times: 60_000_000)
        default: return false
        }
    }

    /// Adds `04:05:06.7`; a sign counts for all of it.
    private mutating func add(clock: Substring) -> Bool {
        let isNegative = clock.hasPrefix("-")
        let parts = clock.drop { $0 == "-" || $0 == "+" }.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let hours = Int64(parts[0]), let minutes = Int64(parts[1]),
            let seconds = Self.microseconds(ofSeconds: parts[2])
        else { return false }
        let sign: Int64 = isNegative ? -1 : 1
        return add(microseconds: hours, times: sign * 3_600_000_000)
            && add(microseconds: minutes, times: sign * 60_000_000) && add(microseconds: seconds, times: sign)
    }

    private mutating func add(_ amount: Int64, times factor: Int64, to part: WritableKeyPath<Self, Int32>) -> Bool {
        let (product, overflow) = amount.multipliedReportingOverflow(by: factor)
        guard !overflow, let product = Int32(exactly: product) else { return false }
        let (sum, sumOverflows) = self[keyPath: part].addingReportingOverflow(product)
        self[keyPath: part] = sum
        return !sumOverflows
    }

    private mutating func add(microseconds amount: Int64, times factor: Int64) -> Bool {
        let (product, overflow) = amount.multipliedReportingOverflow(by: factor)
        let (sum, sumOverflows) = microseconds.addingReportingOverflow(product)
        microseconds = sum
        return !overflow && !sumOverflows
    }

    private static func microseconds(ofSeconds text: Substring) -> Int64? {
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" || $0 == "+" }.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Int64(parts[0]) else { return nil }
        var fraction: Int64 = 0
        if parts.count == 2 {
            guard (1...6).contains(parts[1].utf8.count), let number = digits(parts[1]) else { return nil }
            fraction = Int64(number)
            for _ in parts[1].utf8.count..<6 { fraction *= 10 }
        }
        let (scaled, overflow) = whole.multipliedReportingOverflow(by: 1_000_000)
        let (sum, sumOverflows) = scaled.addingReportingOverflow(fraction)
        return overflow || sumOverflows ? nil : isNegative ? -sum : sum
    }
}

extension CalendarInterval: SQLConvertible {
    /// The type of a column that holds such values.
    public static var sqlType: SQLType { .interval }
    /// Reads a value out of one cell of a result.
    public init(cell: Cell) throws(DatabaseError) {
        guard let text = cell.text, let value = CalendarInterval(text) else {
            throw cell.mismatch(expected: "an interval")
        }
        self = value
    }
    /// The value to bind.
    public var sqlValue: SQLValue { .text(description) }
}
