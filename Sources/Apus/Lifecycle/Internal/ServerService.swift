import ApusHTTP
import ApusServer
import ServiceLifecycle

/// The server as a service: it serves until it is told to stop, and then finishes what has begun. Cancelled, it cuts that.
struct ServerService: Service {
    let server: Server
    /// What says whether the server is ready.
    let healths: [Health]
    /// How long it goes on serving after it was told to stop.
    let delay: Duration

    func run() async throws {
        try await server.start()
        try? await gracefulShutdown()
        for health in healths { health.startDraining() }
        if delay > .zero { try? await Task.sleep(for: delay) }
        await withTaskCancellationHandler {
            await server.shutdown()
        } onCancel: {
            Task { await server.cut() }
        }
    }
}
