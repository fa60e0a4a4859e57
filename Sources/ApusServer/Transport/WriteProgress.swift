/// Watches how fast a client takes what is sent to it.
package struct WriteProgress {
    /// The bytes given to the transport since the last tick.
    package var written = 0
    /// The bytes that had not left at that tick.
    private var buffered = 0
    private var rate = TransferRate()

    /// Nothing has been written.
    package init() {}

    /// Whether the client is slower than ``ServerConfiguration/minimumTransferRate``.
    ///
    /// - Parameters:
    ///   - buffered: The bytes that have not left yet.
    ///   - interval: The time since the last call.
    ///   - configuration: How fast it has to be.
    package mutating func isTooSlow(buffered: Int, after interval: Duration, configuration: ServerConfiguration) -> Bool
    {
        rate.record(self.buffered + written - buffered)
        self.buffered = buffered
        written = 0
        guard buffered > 0 else {
            rate = TransferRate()
            return false
        }
        return rate.advance(
            by: interval,
            period: configuration.transferRatePeriod,
            minimum: configuration.minimumTransferRate
        )
    }
}
