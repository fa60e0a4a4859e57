/// A time of the day, to the microsecond, wherever it is.
public struct LocalTime: Sendable, Hashable, Comparable {
    /// The hour, 0 to 23.
    public let hour: Int
    /// The minute, 0 to 59.
    public let minute: Int
    /// The second, 0 to 59.
    public let second: Int
    /// The microsecond, 0 to 999,999.
    public let microsecond: Int

    /// Makes a time.
    ///
    /// - Returns: nil when a part is out of its range.
    public init?(hour: Int, minute: Int, second: Int = 0, microsecond: Int = 0) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
            (0...999_999).contains(microsecond)
        else { return nil }
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
    }

    /// Whether the time comes before another one.
    public static func < (first: LocalTime, second: LocalTime) -> Bool {
        (first.hour, first.minute, first.second, first.microsecond)
            < (second.hour, second.minute, second.second, second.microsecond)
    }
}

extension LocalTime: LosslessStringConvertible {
    /// The time as ISO 8601 has it, with six digits behind the point, so that text sorts as time: `08:30:00.000000`.
    public var description: String {
        "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2)).\(padded(microsecond, 6))"
    }

    /// Reads a time as ISO 8601 has it: `08:30`, `08:30:00`, `08:30:00.5`.
    public init?(_ description: String) {
        let parts = description.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts[0].utf8.count == 2, parts[1].utf8.count == 2,
            let hour = digits(parts[0]), let minute = digits(parts[1])
        else { return nil }
        let seconds = parts.count == 3 ? parts[2].split(separator: ".", omittingEmptySubsequences: false) : ["00"]
        guard seconds.count <= 2, seconds[0].utf8.count == 2, let second = digits(seconds[0]) else { return nil }
        var microsecond = 0
        if seconds.count == 2 {
            guard (1...6).contains(seconds[1].utf8.count), let fraction = digits(seconds[1]) else { return nil }
            microsecond = fraction
            for _ in seconds[1].utf8.count..<6 { microsecond *= 10 }
        }
        self.init(hour: hour, minute: minute, second: second, microsecond: microsecond)
    }
}

extension LocalTime: SQLConvertible {
    /// The type of a column that holds such values.
    public static var sqlType: SQLType { .time }
    /// Reads a value out of one cell of a result.
    public init(cell: Cell) throws(DatabaseError) {
        guard let text = cell.text, let value = LocalTime(text) else {
            throw cell.mismatch(expected: "a time of the day")
        }
        self = value
    }
    /// The value to bind.
    public var sqlValue: SQLValue { .text(description) }
}
