import Foundation
import Testing

/// A PgBouncer of one test, in its transaction mode, in front of a ``ThrowAwayServer``.
final class Bouncer {
    let url: String
    private let process = Process()
    private let folder: String

    /// How often another port is tried when somebody else has taken one.
    private static let attempts = 20

    private struct PortTaken: Error {}

    /// Runs `body` with a pooler that has started.
    static func with<Value>(_ server: ThrowAwayServer, _ body: (Bouncer) async throws -> Value) async throws -> Value {
        let bouncer = try await started(server, attempts: attempts)
        defer { bouncer.remove() }
        return try await body(bouncer)
    }

    private static func started(_ server: ThrowAwayServer, attempts: Int) async throws -> Bouncer {
        let bouncer = try Bouncer(server)
        await until { !bouncer.process.isRunning || bouncer.isListening }
        if bouncer.isListening { return bouncer }
        bouncer.remove()
        guard attempts > 1 else { throw PortTaken() }
        return try await started(server, attempts: attempts - 1)
    }

    private init(_ server: ThrowAwayServer) throws {
        let candidates = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"]
        let program = try #require(
            candidates.first { FileManager.default.isExecutableFile(atPath: $0) },
            "PgBouncer is not installed"
        )
        // Below the range from which the kernel gives ports to clients.
        let port = UInt16.random(in: 16_384..<32_768)
        url = "postgres://apus@127.0.0.1:\(port)/postgres?sslmode=disable"
        folder = FileManager.default.temporaryDirectory.path + "/apus-bouncer-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        // It refuses to run as root, and its user writes its process id once it listens.
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder)
        let settings = """
            [databases]
            postgres = host=127.0.0.1 port=\(server.port) dbname=postgres user=apus
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = \(port)
            unix_socket_dir =
            pidfile = \(folder)/pid
            auth_type = any
            pool_mode = transaction
            default_pool_size = 4
            ignore_startup_parameters = extra_float_digits
            """
        try settings.write(toFile: folder + "/settings", atomically: false, encoding: .utf8)
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let asUser = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        process.arguments = (geteuid() == 0 ? asUser : []) + [program, "--quiet", folder + "/settings"]
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    private var isListening: Bool { process.isRunning && FileManager.default.fileExists(atPath: folder + "/pid") }

    private func remove() {
        // Not `terminate()`: the process has inherited a thread's signal mask, which keeps that signal from it.
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: folder)
    }
}
