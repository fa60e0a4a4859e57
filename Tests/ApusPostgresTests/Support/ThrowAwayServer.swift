import Foundation
import Testing

/// A PostgreSQL cluster of one test, which may stop and start it; nothing of it is left when the test is over.
///
/// The server refuses to run as root: then it runs as the user `postgres`, as the Debian package has it.
final class ThrowAwayServer: Sendable {
    let port: UInt16
    let folder: String
    private let programs: String

    var url: String { "postgres://apus@127.0.0.1:\(port)/postgres" }

    /// How often another port is tried when somebody else has taken one.
    private static let attempts = 20

    private struct Failure: Error {
        let command: [String]
    }

    /// - Parameter primary: The server whose replica this is; nil for a server of its own.
    private init(replicaOf primary: ThrowAwayServer? = nil) throws {
        programs = try Self.findPrograms()
        // Below the range from which the kernel gives ports to clients: while the server is down, nobody else can have it,
        // and a client that tries to reach it cannot meet itself.
        port = UInt16.random(in: 16_384..<32_768)
        folder = FileManager.default.temporaryDirectory.path + "/apus-postgres-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        if geteuid() == 0 { try Self.run(["chown", "postgres", folder], in: folder) }
        if let primary {
            let options = ["--pgdata=\(folder)/data", "--write-recovery-conf", "--checkpoint=fast", "--no-sync"]
            try runAsServer(["\(programs)/pg_basebackup", "--dbname=\(primary.url)"] + options)
            return
        }
        let options = ["--auth=trust", "--username=apus", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        try runAsServer(["\(programs)/initdb", "--pgdata=\(folder)/data"] + options)
    }

    /// Runs `body` with a server that has started.
    static func with<Value>(_ body: (ThrowAwayServer) async throws -> Value) async throws -> Value {
        let server = try started(attempts: attempts)
        defer { server.remove() }
        return try await body(server)
    }

    /// Runs `body` with a replica of this server, which streams what this one writes.
    func withReplica<Value>(_ body: (ThrowAwayServer) async throws -> Value) async throws -> Value {
        let replica = try Self.started(attempts: Self.attempts, replicaOf: self)
        defer { replica.remove() }
        return try await body(replica)
    }

    /// Gives the server a certificate for the address 127.0.0.1, signed by itself, and starts it anew; returns its file.
    func useTLS() throws -> String {
        let certificate = "\(folder)/data/server.crt"
        let subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
        let files = ["-keyout", "\(folder)/data/server.key", "-out", certificate]
        try runAsServer(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"] + subject + files)
        try stop()
        try start(options: "-c ssl=on")
        // The clients of a test are not the server's user, who alone may read its folder.
        let copy = FileManager.default.temporaryDirectory.path + "/apus-certificate-" + UUID().uuidString
        try FileManager.default.copyItem(atPath: certificate, toPath: copy)
        return copy
    }

    private static func started(attempts: Int, replicaOf primary: ThrowAwayServer? = nil) throws -> ThrowAwayServer {
        let server = try ThrowAwayServer(replicaOf: primary)
        do {
            try server.start()
            return server
        } catch {
            server.remove()
            guard attempts > 1 else { throw error }
            return try started(attempts: attempts - 1, replicaOf: primary)
        }
    }

    /// Starts the server; returns when it takes connections.
    func start(options further: String = "") throws {
        let options = "\(further) -p \(port) -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        try control(["start", "--wait", "--timeout=300", "--log=\(folder)/log", "--options=\(options)"])
    }

    /// Stops the server, which breaks all connections.
    func stop() throws {
        try control(["stop", "--wait", "--timeout=300", "--mode=fast"])
    }

    /// Has the server end without a word, and starts it anew.
    func crash() throws {
        try control(["stop", "--wait", "--timeout=300", "--mode=immediate"])
        try start()
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
