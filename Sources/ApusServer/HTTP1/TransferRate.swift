/// Notices a transfer that is so slow that it only holds the connection.
package struct TransferRate {
    private var elapsed: Duration = .zero
    private var bytes = 0

    /// Nothing has been moved.
    package init() {}

    /// Notes that `count` bytes have been moved.
    package mutating func record(_ count: Int) {
        bytes += count
    }

    /// Notes that `interval` of time has passed in which the other end could have moved bytes.
    ///
    /// - Parameters:
    ///   - interval: The time.
    ///   - period: The time over which the rate is measured.
    ///   - minimum: The least bytes a second.
    /// - Returns: Whether a period has passed in which the transfer was slower than that.
    package mutating func advance(by interval: Duration, period: Duration, minimum: Int) -> Bool {
        elapsed += interval
        guard elapsed >= period else { return false }
        let required = Double(minimum) * (elapsed / .seconds(1))
        let isTooSlow = Double(bytes) < required
        self = TransferRate()
        return isTooSlow
    }
}
