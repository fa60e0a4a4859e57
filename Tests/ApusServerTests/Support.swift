import ApusHTTP
import ApusServer
import Logging
import NIOCore

extension Logger {
    /// A logger that writes nothing.
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

/// Runs `body` with a server for `routes` that listens at a port of its own, and stops it afterwards.
func withServer<Result>(
    _ configure: (inout ServerConfiguration) -> Void = { _ in },
    transport: TransportKind = .sockets,
    routes: (Router) -> Void,
    _ body: (Int) async throws -> Result
) async throws -> Result {
    let router = Router()
    routes(router)
    var configuration = ServerConfiguration(port: 0)
    configuration.shutdownIdleTimeout = .milliseconds(20)
    configuration.shutdownTimeout = .seconds(5)
    configure(&configuration)
    let server = try Server(router, configuration: configuration, logger: .silent, transport: transport)
    let port = try await server.start().port ?? 0
    do {
        let result = try await body(port)
        await server.shutdown()
        return result
    } catch {
        await server.shutdown()
        throw error
    }
}

extension String {
    /// The response without its date and with the request id replaced by dots, both of which differ every time.
    var stable: String {
        var lines = components(separatedBy: "\r\n").filter { !$0.hasPrefix("Date: ") }
        if let line = lines.first(where: { $0.hasPrefix("X-Request-ID: ") }) {
            let id = line.dropFirst("X-Request-ID: ".count)
            lines = lines.map { $0.split(separator: id, omittingEmptySubsequences: false).joined(separator: "…") }
        }
        return lines.joined(separator: "\r\n")
    }

    private func components(separatedBy separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
