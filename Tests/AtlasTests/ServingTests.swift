import Foundation
import Testing

/// The built program, run as a user runs it and asked by curl.
@Suite("Serving the atlas")
struct ServingTests {
    @Test("The program migrates, seeds, serves and stops when told")
    func serve() async throws {
        try await withFolder { folder in
            let atlas = AtlasProgram(folder: folder)
            #expect(try await atlas.run(["migrate"]).output == "applied 2026-11-23-create-atlas\n")
            #expect(try await atlas.run(["migrate"]).output == "Nothing to do.\n")
            let seeded = try await atlas.run(["seed"])
            #expect(seeded.status == 0)
            #expect(seeded.errors.hasPrefix("countries: 249\n"))

            let server = try await atlas.serve()
            let found = try await curl(["\(server.address)/countries/FI"])
            #expect(found.output.hasPrefix(#"{"code":"FI","alpha3":"FIN""#))
            let missing = try await curl(["-w", "\n%{http_code} %{content_type}", "\(server.address)/countries/XX"])
            #expect(missing.output.hasSuffix("\n404 application/problem+json"))
            #expect(try await server.terminate() == 0)
        }
    }

    @Test("A second signal stops the program though a request has not finished", .timeLimit(.minutes(5)))
    func secondSignal() async throws {
        try await withFolder { folder in
            var atlas = AtlasProgram(folder: folder)
            atlas.environment["SHUTDOWN_TIMEOUT"] = "24h"
            let server = try await atlas.serve()
            // The program asks for the body, so the handler runs; the body never comes.
            let client = Process()
            client.executableURL = URL(filePath: "/bin/bash")
            let request =
                #"POST /places HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"#
                + #"Content-Length: 9\r\nExpect: 100-continue\r\n\r\n"#
            client.arguments = [
                "-c",
                "exec 3<>/dev/tcp/127.0.0.1/$1; printf '\(request)' >&3; read -r line <&3; echo \"$line\"; cat <&3 >&2",
                "bash", server.port,
            ]
            let output = Pipe()
            client.standardOutput = output
            client.standardError = FileHandle.nullDevice
            try client.run()
            #expect(await output.readSome()?.hasPrefix("HTTP/1.1 100 Continue") == true)
            #expect(try await server.terminateInsistently() == 0)
            client.terminate()
        }
    }

    @Test("A program that is to stop says that it is not ready, and serves for a while", .timeLimit(.minutes(5)))
    func readiness() async throws {
        try await withFolder { folder in
            var atlas = AtlasProgram(folder: folder)
            atlas.environment["SHUTDOWN_DELAY"] = "24h"
            let server = try await atlas.serve()
            let ready = "\(server.address)/health/ready"
            #expect(try await curl([ready]).output == #"{"status":"ok"}"#)
            server.askToStop()
            while try await curl([ready]).output != #"{"status":"draining"}"# {}
            #expect(try await curl(["\(server.address)/health/live"]).output == #"{"status":"ok"}"#)
            #expect(try await server.terminateInsistently() == 0)
        }
    }

    @Test("A command that cannot be carried out says why and fails")
    func failure() async throws {
        try await withFolder { folder in
            var atlas = AtlasProgram(folder: folder)
            atlas.environment["DATABASE_URL"] = "mysql://root:secret@localhost/atlas"
            let result = try await atlas.run(["migrate"])
            #expect(result.status != 0)
            #expect(result.errors.contains("DATABASE_URL must begin with postgres:// or sqlite:"))
            #expect(!result.errors.contains("secret"))
        }
    }

    @Test("The routes can be listed")
    func routes() async throws {
        try await withFolder { folder in
            let result = try await AtlasProgram(folder: folder).run(["routes"])
            #expect(result.status == 0)
            #expect(result.output.contains("/countries/{code}/subdivisions"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()).isEmpty)
        }
    }

    @Test("Looking at the migrations makes no database")
    func status() async throws {
        try await withFolder { folder in
            let atlas = AtlasProgram(folder: folder)
            #expect(try await atlas.run(["migrate", "status"]).output == "pending       2026-11-23-create-atlas\n")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()).isEmpty)
            _ = try await atlas.run(["migrate"])
            #expect(try await atlas.run(["migrate", "status"]).output.hasPrefix("applied"))
        }
    }

    @Test("The settings in effect are printed without secrets; an option wins over the environment")
    func config() async throws {
        try await withFolder { folder in
            var atlas = AtlasProgram(folder: folder)
            atlas.environment["DATABASE_URL"] = "postgres://root:hunter2@localhost/atlas"
            let result = try await atlas.run(["config", "--port", "9000"])
            #expect(result.status == 0)
            #expect(result.output.contains("PORT              9000       the command line\n"))
            #expect(result.output.contains("DATABASE_URL      <secret>   the environment\n"))
            #expect(!result.output.contains("hunter2"))
        }
    }

    @Test("Help tells the settings")
    func help() async throws {
        try await withFolder { folder in
            let result = try await AtlasProgram(folder: folder).run(["--help"])
            #expect(result.output.contains("PORT, --port"))
        }
    }

    @Test("PostgreSQL that cannot be reached is a 503 with Retry-After, not a crash")
    func unreachable() async throws {
        try await withFolder { folder in
            var atlas = AtlasProgram(folder: folder)
            // Port 1 on loopback: nobody listens there.
            atlas.environment["DATABASE_URL"] = "postgres://nobody@127.0.0.1:1/atlas"
            let server = try await atlas.serve(["--no-migrate"])
            for _ in 0..<3 {
                let response = try await curl(["-i", "\(server.address)/countries/FI"])
                #expect(response.output.hasPrefix("HTTP/1.1 503 "))
                #expect(response.output.lowercased().contains("\r\nretry-after: "))
            }
            #expect(try await curl(["\(server.address)/"]).output.contains("collections"))
            #expect(try await server.terminate() == 0)
        }
    }

    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "atlas-serving-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    private func curl(_ arguments: [String]) async throws -> Finished {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/curl")
        process.arguments = ["--silent", "--show-error", "--max-time", "20"] + arguments
        return try await process.finish()
    }
}
