#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The header line with the date (RFC 9110, section 6.6.1), written once a second and copied from then on.
struct DateLine {
    private var seconds = -1
    private var line: [UInt8] = []
    /// The date alone.
    private(set) var text = ""

    /// Writes the line anew if the second has changed.
    mutating func update() {
        update(secondsSince1970: time(nil))
    }

    mutating func update(secondsSince1970 now: Int) {
        guard now != seconds else { return }
        seconds = now
        var moment = now
        var parts = tm()
        gmtime_r(&moment, &parts)
        func twoDigits(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let date = """
            \(days[Int(parts.tm_wday)]), \(twoDigits(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \
            \(1900 + Int(parts.tm_year)) \
            \(twoDigits(parts.tm_hour)):\(twoDigits(parts.tm_min)):\(twoDigits(parts.tm_sec)) GMT
            """
        text = date
        line = Array("Date: \(date)\r\n".utf8)
    }

    /// Writes the line.
    func write(to writer: inout ByteWriter) {
        line.withUnsafeBytes { writer.write($0) }
    }
}
