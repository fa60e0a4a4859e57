/// Days of the proleptic Gregorian calendar, counted from 2000-01-01.
///
/// The arithmetic works in eras of 400 years, which all have the same number of days, and in years that begin in March,
/// so that the leap day comes last. Year zero is 1 BC.
enum CivilDate {
    private static let daysPerEra: Int64 = 146_097
    /// From 0000-03-01 to 2000-01-01.
    private static let epoch: Int64 = 730_425

    /// The number of a day. `month` is 1 to 12; a `day` past the month's end counts on into the next.
    static func day(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * daysPerEra + dayOfEra - epoch
    }

    /// The year, month and day of a day's number.
    static func components(ofDay number: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = number + epoch
        let era = (shifted >= 0 ? shifted : shifted - (daysPerEra - 1)) / daysPerEra
        let dayOfEra = shifted - era * daysPerEra
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
