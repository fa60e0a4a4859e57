import HTTPTypes

extension Response {
    /// A stream of server-sent events, which a page reads with `EventSource` (HTML Standard, section 9.2).
    ///
    /// ```swift
    /// router.get("/prices") { request in
    ///     Response.events(prices.changes(after: request.lastEventID))
    /// }
    /// ```
    ///
    /// Each event is sent when it comes, and the sequence is asked for the next one when the client has room for it. The
    /// response ends with the sequence; `EventSource` then connects again, unless the answer to that is ``NoContent``.
    /// When the client goes, the sequence's iteration is cancelled. When the sequence throws, the connection is cut.
    ///
    /// - Parameters:
    ///   - events: The events.
    ///   - heartbeat: How often an empty comment is sent, to which a client that has gone is noticed and which keeps
    ///     proxies from cutting the connection; nil for never.
    public static func events<Events: AsyncSequence & Sendable>(
        _ events: Events,
        heartbeat: Duration? = .seconds(15)
    ) -> Response where Events.Element == ServerSentEvent {
        let body = ResponseBody.stream(contentType: "text/event-stream") { writer in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for try await event in events { try await writer.write(event.encoded) }
                }
                if let heartbeat {
                    group.addTask {
                        while true {
                            try await Task.sleep(for: heartbeat)
                            try await writer.write(ServerSentEvent.heartbeat)
                        }
                    }
                }
                // The heartbeat never ends by itself, so this is the end of the events or a failure.
                try await group.next()
                group.cancelAll()
            }
        }
        // A proxy that collected the response would hold the events back; nginx asks to be told.
        return Response(headers: [.cacheControl: "no-store", .accelBuffering: "no"], body: body)
    }
}

extension Request {
    /// The ``ServerSentEvent/id`` of the last event that the client has seen, when it connects again; nil when it connects
    /// for the first time or has seen no event with an id.
    public var lastEventID: String? {
        headers[.lastEventID].flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension HTTPField.Name {
    fileprivate static let lastEventID = known("Last-Event-ID")
    fileprivate static let accelBuffering = known("X-Accel-Buffering")
}
