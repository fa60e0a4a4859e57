public import FoundationEssentials

extension HTTPDate {
    /// Makes a time of `date`, without its fraction of a second.
    public init(_ date: Date) {
        let seconds = date.timeIntervalSince1970
        // The bounds lie beyond those of HTTP, and within those of Int.
        self.init(secondsSince1970: seconds.isNaN ? 0 : Int(min(max(seconds, -1e12), 1e12).rounded(.down)))
    }

    /// Now.
    public static var now: HTTPDate { HTTPDate(Date()) }
}

extension Date {
    /// Makes a date of a time in HTTP's format.
    public init(_ date: HTTPDate) {
        self.init(timeIntervalSince1970: Double(date.secondsSince1970))
    }
}
