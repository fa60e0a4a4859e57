import Foundation
import Testing

/// A PostgreSQL cluster of one test, which may stop and start it; nothing of it is left when the test is over.
///
/// The server refuses to run as root: then it runs as the user `postgres`, as the Debian package has it.
final class ThrowAwayServer: Sendable {
    let port: UInt16
    private let folder: String
    private let programs: String

    var url: String { "postgres://apus@127.0.0.1:\(port)/postgres" }

    /// How often another port is tried when somebody else has taken one.
    private static let attempts = 20

    private struct Failure: Error {
        let command: [String]
    }

    private init() throws {
        programs = try Self.findPrograms()
        // Below the range from which the kernel gives ports to clients: while the server is down, nobody else can have it,
        // and a client that tries to reach it cannot meet itself.
        port = UInt16.random(in: 16_384..<32_768)
        folder = FileManager.default.temporaryDirectory.path + "/apus-postgres-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        if geteuid() == 0 { try Self.run(["chown", "postgres", folder], in: folder) }
        let options = ["--auth=trust", "--username=apus", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        try runAsServer(["\(programs)/initdb", "--pgdata=\(folder)/data"] + options)
    }

    /// Runs `body` with a server that has started.
    static func with<Value>(_ body: (ThrowAwayServer) async throws -> Value) async throws -> Value {
        let server = try started(attempts: attempts)
        defer { server.remove() }
        return try await body(server)
    }

    private static func started(attempts: Int) throws -> ThrowAwayServer {
        let server = try ThrowAwayServer()
        do {
            try server.start()
            return server
        } catch {
            server.remove()
            guard attempts > 1 else { throw error }
            return try started(attempts: attempts - 1)
        }
    }

    /// Starts the server; returns when it takes connections.
    func start() throws {
        let options = "-p \(port) -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        try control(["start", "--wait", "--timeout=300", "--log=\(folder)/log", "--options=\(options)"])
    }

    /// Stops the server, which breaks all connections.
    func stop() throws {
        try control(["stop", "--wait", "--timeout=300", "--mode=fast"])
    }

    private func remove() {
        try? control(["stop", "--wait", "--mode=immediate"])
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func control(_ arguments: [String]) throws {
        try runAsServer(["\(programs)/pg_ctl", "--pgdata=\(folder)/data", "--silent"] + arguments)
    }

    private func runAsServer(_ command: [String]) throws {
        let asUser = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        try Self.run(geteuid() == 0 ? asUser + command : command, in: folder)
    }

    /// Runs a program to its end. Foundation's `Process` would also wait for the server that the program leaves running.
    private static func run(_ command: [String], in folder: String) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        // The server's user may not be able to enter the current folder.
        let arguments = (["env", "--chdir=\(folder)"] + command).map { strdup($0) } + [nil]
        let environment = ProcessInfo.processInfo.environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for string in arguments + environment { free(string) } }
        var child = pid_t()
        var status: Int32 = -1
        let code = posix_spawnp(&child, "env", &actions, nil, arguments, environment)
        if code == 0 { while waitpid(child, &status, 0) == -1 && errno == EINTR {} }
        guard code == 0, status == 0 else { throw Failure(command: command) }
    }

    /// The folder of the newest server's programs, as Debian installs them.
    private static func findPrograms() throws -> String {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let newest = versions.filter { FileManager.default.isExecutableFile(atPath: "\(root)/\($0)/bin/initdb") }
            .max { $0.compare($1, options: .numeric) == .orderedAscending }
        return "\(root)/\(try #require(newest, "no PostgreSQL server is installed"))/bin"
    }
}
