public import FoundationEssentials

extension UUID {
    /// A new identifier that begins with the time, so that rows are stored in the order in which they were made: version 7
    /// of RFC 9562, with the fraction of the millisecond in the 12 bits that may hold one (section 6.2, method 3).
    ///
    /// - Parameter time: The time, not before 1970.
    public static func version7(at time: Date = .now) -> UUID {
        let milliseconds = max(0, time.timeIntervalSince1970 * 1000)
        let whole = UInt64(milliseconds)
        let fraction = UInt16((milliseconds - Double(whole)) * 4096)
        var random = SystemRandomNumberGenerator()
        let tail = random.next()
        func byte(_ value: UInt64, _ shift: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: value >> shift) }
        return UUID(
            uuid: (
                byte(whole, 40), byte(whole, 32), byte(whole, 24), byte(whole, 16), byte(whole, 8), byte(whole, 0),
                0x70 | UInt8(fraction >> 8), UInt8(truncatingIfNeeded: fraction),
                0x80 | byte(tail, 56) & 0x3F, byte(tail, 48), byte(tail, 40), byte(tail, 32), byte(tail, 24),
                byte(tail, 16), byte(tail, 8), byte(tail, 0)
            )
        )
    }
}
