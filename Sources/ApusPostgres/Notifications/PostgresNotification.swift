/// What a channel's listener is told.
public enum PostgresNotification: Sendable, Hashable {
    /// The listener hears the channels from now on. Comes once, first.
    case listening
    /// Somebody notified a channel.
    ///
    /// - Parameters:
    ///   - channel: The channel's name.
    ///   - payload: The text that came with it; empty when there was none.
    case notified(channel: String, payload: String)
    /// Notifications may have been missed: the connection broke and is there again, or they came faster than they were
    /// taken. Whoever keeps a copy of the database's state reads it anew.
    case missed
}
