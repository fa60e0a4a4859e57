public import ApusHTTP
import ApusServer
public import Logging

/// The ways on which a test's requests reach its routes. A test runs on both as it is: in process it is quick and can be
/// followed with a debugger, over a socket it is what a client would see.
///
/// ```swift
/// @Test(arguments: TestTransport.allCases)
/// func greets(over transport: TestTransport) async throws {
///     try await transport.withClient(router) { client in
///         let response = try await client.get("/hello")
///         #expect(response.text == "Hello")
///     }
/// }
/// ```
///
/// Nothing is shared: each call has a server of its own on a port that the system chooses, so that tests run in parallel.
public enum TestTransport: String, Sendable, CaseIterable {
    /// The routes are called directly.
    case inProcess
    /// A server listens on this machine, and each request has a connection of its own.
    case socket

    /// Runs `body` with a client of `router`, and stops the server afterwards, also when `body` throws.
    ///
    /// - Parameters:
    ///   - router: The routes.
    ///   - logger: Where requests are logged; nowhere unless it is set.
    ///   - body: The test.
    /// - Returns: What `body` returned.
    /// - Throws: When the routes contradict each other or the server cannot listen, and what `body` throws.
    public func withClient<Value>(
        _ router: Router,
        logger: Logger = Logger(label: "apus.test") { _ in SwiftLogNoOpLogHandler() },
        _ body: (TestClient) async throws -> Value
    ) async throws -> Value {
        switch self {
        case .inProcess:
            return try await body(TestClient(InProcessTransport(try router.compile(), logger: logger)))
        case .socket:
            let server = try Server(router, configuration: ServerConfiguration(port: 0), logger: logger)
            let address = try await server.start()
            do {
                let value = try await body(TestClient(SocketTransport(address)))
                await stop(server)
                return value
            } catch {
                await stop(server)
                throw error
            }
        }
    }

    /// Stops at once: what a test has left open does not count.
    private func stop(_ server: Server) async {
        await server.cut()
        await server.shutdown()
    }
}
