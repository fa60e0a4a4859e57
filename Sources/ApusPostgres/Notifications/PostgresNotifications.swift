public import ApusSQL

/// The notifications of some channels, for one task to iterate over. See ``PostgresDriver/notifications(on:bufferSize:)``.
public struct PostgresNotifications: AsyncSequence, Sendable {
    let stream: AsyncStream<PostgresNotification>

    /// Starts to take notifications. Iterate only once: two iterators would share them.
    public func makeAsyncIterator() -> AsyncStream<PostgresNotification>.Iterator {
        stream.makeAsyncIterator()
    }
}

extension PostgresDriver {
    /// Listens to channels, on a connection and a thread of its own, until the iterating task is cancelled, the sequence is
    /// let go of, or the driver is closed. When the connection breaks it is opened anew, and ``PostgresNotification/missed``
    /// tells.
    ///
    /// ```swift
    /// for await event in try driver.notifications(on: "orders") {
    ///     switch event {
    ///     case .listening, .missed: await cache.reload()
    ///     case .notified(_, let id): await cache.refresh(id)
    ///     }
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - channels: The names of the channels; as they are, so that `Orders` and `orders` are two.
    ///   - bufferSize: How many notifications are kept that were not taken yet; further ones are dropped, which
    ///     ``PostgresNotification/missed`` tells.
    /// - Throws: ``DatabaseError`` with the code `closed` when the driver is closed, `other` when the system allows no
    ///   further thread or descriptor.
    public func notifications(
        on channels: String...,
        bufferSize: Int = 1024
    ) throws(DatabaseError) -> PostgresNotifications {
        let stop = try StopSignal()
        let (stream, continuation) = AsyncStream.makeStream(
            of: PostgresNotification.self,
            bufferingPolicy: .bufferingOldest(Swift.max(2, bufferSize))
        )
        guard listeners.add(stop) else { throw .closed(sql: nil) }
        continuation.onTermination = { [listeners] _ in
            stop.send()
            listeners.remove(stop)
        }
        try ListenerThread(opener: ConnectionOpener(configuration), channels: channels, stop: stop).start(continuation)
        return PostgresNotifications(stream: stream)
    }
}

extension Database {
    /// Notifies a channel, when the transaction commits. PostgreSQL only.
    ///
    /// - Parameters:
    ///   - channel: The channel's name, at most 63 bytes.
    ///   - payload: A text of less than 8,000 bytes.
    public func notify(_ channel: String, _ payload: String = "") async throws(DatabaseError) {
        try await execute("select pg_notify(\(channel), \(payload))")
    }
}
