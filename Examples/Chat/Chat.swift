import ApusHTTP
import ApusServer
import ApusWebSocket

/// A chat room: open http://127.0.0.1:8080 in two windows.
///
/// Messages are written over a WebSocket. They are read over it too, or as server-sent events: `curl -N
/// http://127.0.0.1:8080/events`.
@main
struct Chat {
    static func main() async throws {
        try await Server(router(for: Room()), configuration: .fromEnvironment()).run()
    }

    static func router(for room: Room) -> Router {
        let router = Router()
        router.get("/") { _ in Response(body: .text(ChatPage.html, contentType: "text/html; charset=utf-8")) }

        router.webSocket("/chat", configuration: limits) { request, socket in
            let name = request.query["name"] ?? "somebody"
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await message in await room.messages(after: nil) {
                        try await socket.send("\(message.author): \(message.text)")
                    }
                }
                for try await message in socket {
                    if let text = message.text { await room.say(text, by: name) }
                }
                group.cancelAll()
            }
        }

        // A reader that connects again gets what it has missed.
        router.get("/events") { request in
            let messages = await room.messages(after: request.lastEventID.flatMap { Int($0) })
            return Response.events(
                messages.map { ServerSentEvent("\($0.author): \($0.text)", id: "\($0.id)", event: "message") }
            )
        }
        return router
    }

    private static var limits: WebSocketConfiguration {
        var configuration = WebSocketConfiguration()
        configuration.maximumMessageBytes = 4096
        return configuration
    }
}
