/// Reads the three formats of a time in HTTP (RFC 9110, section 5.6.7):
///
/// | format | example |
/// |---|---|
/// | IMF-fixdate | `Sun, 06 Nov 1994 08:49:37 GMT` |
/// | RFC 850 | `Sunday, 06-Nov-94 08:49:37 GMT` |
/// | asctime | `Sun Nov  6 08:49:37 1994` |
///
/// That the day of the week is the right one is not checked: nobody acts on it.
struct HTTPDateReader {
    private var scanner: FieldScanner

    init(_ text: String) {
        scanner = FieldScanner(text)
    }

    /// The seconds since 1970; nil when the text is none of the three formats.
    mutating func read(thisYear: Int) -> Int? {
        guard let weekday = scanner.text(while: \.isASCIILetter) else { return nil }
        let time: CivilTime?
        if scanner.take(",") {
            let isShort = CivilTime.weekdays.contains(weekday)
            guard isShort || Self.longWeekdays.contains(weekday), scanner.take(" ") else { return nil }
            time = isShort ? fixedDate() : rfc850Date(thisYear: thisYear)
        } else {
            time = CivilTime.weekdays.contains(weekday) ? asctimeDate() : nil
        }
        return scanner.next == nil ? time?.secondsSince1970 : nil
    }

    private static let longWeekdays = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]

    private mutating func fixedDate() -> CivilTime? {
        guard let day = digits(2), scanner.take(" "), let month = month(), scanner.take(" "),
            let year = digits(4), scanner.take(" "), let time = timeOfDay(), zone()
        else { return nil }
        return time.on(year, month, day)
    }

    private mutating func rfc850Date(thisYear: Int) -> CivilTime? {
        guard let day = digits(2), scanner.take("-"), let month = month(), scanner.take("-"),
            let short = digits(2), scanner.take(" "), let time = timeOfDay(), zone()
        else { return nil }
        var year = thisYear - thisYear % 100 + short
        if year > thisYear + 50 { year -= 100 }
        return time.on(year, month, day)
    }

    private mutating func asctimeDate() -> CivilTime? {
        guard scanner.take(" "), let month = month(), scanner.take(" "),
            let day = scanner.take(" ") ? digits(1) : digits(2), scanner.take(" "),
            let time = timeOfDay(), scanner.take(" "), let year = digits(4)
        else { return nil }
        return time.on(year, month, day)
    }

    private mutating func zone() -> Bool {
        scanner.take(" ") && scanner.token() == "GMT"
    }

    private mutating func timeOfDay() -> CivilTime? {
        guard let hour = digits(2), scanner.take(":"), let minute = digits(2), scanner.take(":"),
            let second = digits(2)
        else { return nil }
        return CivilTime(year: 1970, month: 1, day: 1, hour: hour, minute: minute, second: second)
    }

    /// From 1.
    private mutating func month() -> Int? {
        guard let name = scanner.text(while: \.isASCIILetter) else { return nil }
        return CivilTime.months.firstIndex(of: name).map { $0 + 1 }
    }

    private mutating func digits(_ count: Int) -> Int? {
        guard let text = scanner.text(while: \.isASCIIDigit), text.utf8.count == count else { return nil }
        return Int(text)
    }
}

extension CivilTime {
    fileprivate func on(_ year: Int, _ month: Int, _ day: Int) -> CivilTime {
        CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    }
}
