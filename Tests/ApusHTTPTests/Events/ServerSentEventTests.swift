import HTTPTypes
import NIOCore
import Synchronization
import Testing

@testable import ApusHTTP

@Suite struct ServerSentEventTests {
    static let encodings: [(ServerSentEvent, String)] = [
        (ServerSentEvent("hello"), "data: hello\n\n"),
        (ServerSentEvent(""), "data: \n\n"),
        (ServerSentEvent("a\nb\r\nc\rd"), "data: a\ndata: b\ndata: c\ndata: d\n\n"),
        (ServerSentEvent("\n"), "data: \ndata: \n\n"),
        (ServerSentEvent("\r\n\r\n"), "data: \ndata: \ndata: \n\n"),
        (ServerSentEvent(" a: b"), "data:  a: b\n\n"),
        (ServerSentEvent("a\u{2028}b\u{85}c\u{B}d"), "data: a\u{2028}b\u{85}c\u{B}d\n\n"),
        (ServerSentEvent("x", id: "7", event: "tick"), "event: tick\nid: 7\ndata: x\n\n"),
        (ServerSentEvent("x", id: ""), "id: \ndata: x\n\n"),
        (ServerSentEvent(nil, id: "7"), "id: 7\n\n"),
        (ServerSentEvent(nil, retry: .seconds(3)), "retry: 3000\n\n"),
        (ServerSentEvent(nil, retry: .microseconds(2_999)), "retry: 2\n\n"),
        (ServerSentEvent(nil, retry: .seconds(-3)), "retry: 0\n\n"),
        (ServerSentEvent("x", id: "1\ndata: evil\r\n\n", event: "e\rv\0"), "event: ev\nid: 1data: evil\ndata: x\n\n"),
    ]

    @Test(arguments: encodings)
    func isWrittenAsTheStandardSays(_ event: ServerSentEvent, _ expected: String) {
        #expect(String(buffer: event.encoded) == expected)
    }

    @Test func encodesJSON() throws {
        let event = try ServerSentEvent(json: ["a": "line\nbreak"], id: "1", event: "e")
        #expect(String(buffer: event.encoded) == "event: e\nid: 1\ndata: {\"a\":\"line\\nbreak\"}\n\n")
    }

    @Test func sendsEventsAsTheyCome() async throws {
        let (events, continuation) = AsyncStream.makeStream(of: ServerSentEvent.self)
        let response = Response.events(events, heartbeat: nil)
        #expect(response.body.contentType == "text/event-stream")
        #expect(response.headers[.cacheControl] == "no-store")
        continuation.yield(ServerSentEvent("one"))
        continuation.yield(ServerSentEvent("two"))
        continuation.finish()
        #expect(try await String(buffer: response.body.collect(upTo: 1000)) == "data: one\n\ndata: two\n\n")
    }

    @Test func sendsHeartbeatsWhileNothingHappens() async throws {
        let (events, continuation) = AsyncStream.makeStream(of: ServerSentEvent.self)
        guard case .stream(_, let produce) = Response.events(events, heartbeat: .milliseconds(1)).body.storage else {
            Issue.record("not a stream")
            return
        }
        let written = Mutex("")
        try await produce(
            BodyWriter { piece in
                let count = written.withLock { written in
                    written += String(buffer: piece)
                    return written.count
                }
                // Three heartbeats without an event; then the events end.
                if count >= 9 { continuation.finish() }
            }
        )
        #expect(written.withLock { $0.hasPrefix(":\n\n:\n\n:\n\n") })
    }

    @Test func failsWithTheSequence() async {
        struct Failure: Error {}
        let events = AsyncThrowingStream<ServerSentEvent, any Error> { $0.finish(throwing: Failure()) }
        await #expect(throws: Failure.self) { try await Response.events(events).body.collect(upTo: 10) }
    }

    @Test(arguments: [(nil, nil), ("", nil), ("42", "42"), ("a b", "a b")] as [(String?, String?)])
    func tellsTheLastEvent(_ field: String?, _ expected: String?) throws {
        let name = try #require(HTTPField.Name("Last-Event-ID"))
        let headers = field.map { HeaderFields([(name, $0)]) } ?? HeaderFields()
        #expect(Request(headers: headers).lastEventID == expected)
    }
}
