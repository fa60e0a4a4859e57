public import ApusHTTP
import HTTPTypes
import NIOCore

/// The server-sent events of a response, as they arrive.
public struct TestEvents: AsyncSequence, Sendable {
    let exchange: any ClientExchange

    /// Iterates over the events.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let exchange: any ClientExchange
        var parser = EventParser()

        /// The next event; nil when the server has ended the stream.
        public mutating func next() async throws -> ServerSentEvent? {
            while true {
                if let event = parser.next() { return event }
                guard let piece = try await exchange.next() else { return nil }
                parser.receive(piece)
            }
        }
    }

    /// Iterates over the events that have not been read.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(exchange: exchange)
    }
}

extension TestClient {
    /// Listens to server-sent events, as a page does with `EventSource`.
    ///
    /// ```swift
    /// try await client.events("/changes") { events in
    ///     var events = events.makeAsyncIterator()
    ///     _ = try await client.send(.post, "/items", json: #"{"title": "Buy milk"}"#)
    ///     let event = try await events.next()
    ///     #expect(event?.event == "created")
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - target: Path and query, percent-encoded as on the wire.
    ///   - headers: Further header fields, such as `Last-Event-ID`.
    ///   - body: The test. The stream is given up when it returns.
    /// - Returns: What `body` returned.
    /// - Throws: ``TestClientError`` when the response is no stream of events, and what `body` throws.
    public func events<Value>(
        _ target: String,
        headers: HeaderFields = [:],
        _ body: (TestEvents) async throws -> Value
    ) async throws -> Value {
        var headers = headers
        headers[.accept] = headers[.accept] ?? "text/event-stream"
        return try await exchange(ClientRequest(method: .get, target: target, headers: headers)) { exchange in
            let type = exchange.headers[.contentType].flatMap(MediaType.init)
            guard exchange.status == .ok, type?.isSame(as: .eventStream) == true else {
                throw TestClientError("\(target) is no stream of events, but \(exchange.status).")
            }
            return try await body(TestEvents(exchange: exchange))
        }
    }
}
