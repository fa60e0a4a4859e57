import Apus
import ApusTesting
import ApusWebSocket
import Testing

// The snippets of Documentation/Realtime.md.

private func prices() -> AsyncStream<Int> { AsyncStream { $0.finish() } }

func addSockets(to router: Router) {
    router.webSocket("/echo") { request, socket in
        for try await message in socket {
            try await socket.send(message)
        }
    }
    router.webSocket("/prices") { request, socket in
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await price in prices() { try await socket.send("\(price)") }
            }
            for try await _ in socket {}  // until the client closes
            group.cancelAll()
        }
    }
    var configuration = WebSocketConfiguration()
    configuration.maximumMessageBytes = 4096
    configuration.subprotocols = ["chat.v2", "chat.v1"]
    configuration.origins = .only(["https://app.example.com"])
    router.webSocket("/chat", configuration: configuration) { request, socket in
        guard socket.subprotocol != nil else {
            return socket.close(.policyViolation, reason: "Which protocol?")
        }
        for try await message in socket { try await socket.send(message) }
    }
}

func addEvents(to router: Router) {
    router.get("/events") { request in
        Response.events(changes(after: request.lastEventID))
    }
}

func changes(after id: String?) -> AsyncStream<ServerSentEvent> {
    AsyncStream { continuation in
        continuation.yield(ServerSentEvent("21.5", id: "7", event: "temperature", retry: .seconds(3)))
        continuation.finish()
    }
}

@Suite struct RealtimeSnippets {
    @Test func eventsAreSent() async throws {
        let router = Router()
        addSockets(to: router)
        addEvents(to: router)
        let response = try await TestClient(router).get("/events")
        #expect(response.text == "event: temperature\nid: 7\nretry: 3000\ndata: 21.5\n\n")
    }
}
