import ApusHTTP
import ApusServer
import Foundation
import Logging
import NIOCore
import Testing

@testable import Guarded

/// The example, asked by a real client over a real socket.
@Suite struct GuardedTests {
    private static let files = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Examples/Guarded/Public").path

    /// Runs `body` with the address of a server of the example.
    private func serve(_ body: (String) async throws -> Void) async throws {
        let router = try Guarded.router(host: "localhost", files: Self.files, health: Health())
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        var configuration = ServerConfiguration(port: 0)
        configuration.shutdownIdleTimeout = .milliseconds(20)
        let server = try Server(router, configuration: configuration, logger: logger)
        let port = try await server.start().port ?? 0
        do {
            try await body("http://localhost:\(port)")
        } catch {
            await server.shutdown()
            throw error
        }
        await server.shutdown()
    }

    @Test func aPageHasItsPolicyAndItsNonce() async throws {
        try await serve { base in
            let answer = try await CurlAnswer.get(base + "/")
            #expect(answer.status == 200)
            let policy = try #require(answer.headers["content-security-policy"])
            let nonce = try #require(policy.split(separator: "'nonce-").dropFirst().first?.prefix(22))
            #expect(answer.body.contains("<script nonce=\"\(nonce)\">"))
            #expect(answer.headers["x-content-type-options"] == "nosniff")
            #expect(answer.headers["x-request-id"]?.count == 32)
            #expect(answer.headers["ratelimit-policy"] == #""default";q=600;w=60"#)
        }
    }

    @Test func filesAreServedAndNothingElse() async throws {
        try await serve { base in
            let style = try await CurlAnswer.get(base + "/assets/site.css")
            #expect(style.status == 200)
            #expect(style.headers["content-type"] == "text/css; charset=utf-8")
            let tag = try #require(style.headers["etag"])
            let again = try await CurlAnswer.get(base + "/assets/site.css", "-H", "If-None-Match: \(tag)")
            #expect(again.status == 304)
            let part = try await CurlAnswer.get(base + "/assets/site.css", "-H", "Range: bytes=0-3")
            #expect(part.status == 206)
            #expect(part.body == "body")
            for path in ["/assets/../Guarded.swift", "/assets/%2e%2e/Guarded.swift", "/assets/..%2fGuarded.swift"] {
                #expect(try await CurlAnswer.get(base + path).status == 404)
            }
        }
    }

    @Test func anEntryIsWrittenAndRead() async throws {
        try await serve { base in
            let entry = #"{"name":"Ada","text":"<script>alert(1)</script>"}"#
            let json = "Content-Type: application/json"
            let created = try await CurlAnswer.get(base + "/entries", "-H", json, "--data-binary", entry)
            #expect(created.status == 201)
            #expect(created.headers["location"] == "/entries")
            let page = try await CurlAnswer.get(base + "/")
            #expect(page.body.contains("<b>Ada</b> &lt;script&gt;alert(1)&lt;/script&gt;"))
            let invalid = try await CurlAnswer.get(
                base + "/entries",
                "-H",
                json,
                "--data-binary",
                #"{"name":"","text":"x"}"#
            )
            #expect(invalid.status == 422)
            #expect(invalid.body.contains(#""requestId":"\#(invalid.headers["x-request-id"] ?? "none")""#))
        }
    }

    @Test func compressionWorksBothWays() async throws {
        try await serve { base in
            let json = "Content-Type: application/json"
            let entry = try await CurlAnswer.get(
                base + "/entries",
                "-H",
                json,
                "-H",
                "Content-Encoding: gzip",
                "--data-binary",
                "@-",
                input: try gzip(#"{"name":"Ada","text":"\#(String(repeating: "la ", count: 333))"}"#)
            )
            #expect(entry.status == 201)
            let list = try await CurlAnswer.get(base + "/entries", "--compressed")
            #expect(list.headers["content-encoding"] == "gzip")
            #expect(list.headers["vary"]?.contains("Accept-Encoding") == true)
            #expect(list.body.hasPrefix(#"[{"name":"Ada","text":"la la"#))
            let bomb = try await CurlAnswer.get(
                base + "/entries",
                "-H",
                json,
                "-H",
                "Content-Encoding: gzip",
                "--data-binary",
                "@-",
                input: try gzip(String(repeating: "0", count: 10 << 20))
            )
            #expect(bomb.status == 413)
            let large = try await CurlAnswer.get(
                base + "/entries",
                "-H",
                json,
                "--data-binary",
                "@-",
                input: Data(repeating: 0x20, count: 65 * 1024)
            )
            #expect(large.status == 413)
        }
    }

    @Test func othersAreKeptOut() async throws {
        try await serve { base in
            let host = try await CurlAnswer.get(base + "/", "-H", "Host: evil.example")
            #expect(host.status == 421)
            let forged = try await CurlAnswer.get(
                base + "/entries",
                "-H",
                "Sec-Fetch-Site: cross-site",
                "-H",
                "Origin: https://evil.example",
                "--data-binary",
                "{}"
            )
            #expect(forged.status == 403)
            #expect(forged.body.contains(#""code":"cross_origin""#))
            let preflight = try await CurlAnswer.get(
                base + "/entries",
                "-X",
                "OPTIONS",
                "-H",
                "Origin: https://partner.example",
                "-H",
                "Access-Control-Request-Method: POST"
            )
            #expect(preflight.status == 204)
            #expect(preflight.headers["access-control-allow-origin"] == "https://partner.example")
            let refused = try await CurlAnswer.get(
                base + "/entries",
                "-X",
                "OPTIONS",
                "-H",
                "Origin: https://evil.example",
                "-H",
                "Access-Control-Request-Method: POST"
            )
            #expect(refused.status == 403)
        }
    }

    @Test func writingIsLimited() async throws {
        try await serve { base in
            var statuses: [Int] = []
            for index in 0..<6 {
                let entry = #"{"name":"Ada","text":"\#(index)"}"#
                let json = "Content-Type: application/json"
                let answer = try await CurlAnswer.get(base + "/entries", "-H", json, "--data-binary", entry)
                statuses.append(answer.status)
                if answer.status == 429 { #expect(answer.headers["retry-after"] != nil) }
            }
            // A slow machine may take longer than the window.
            #expect(statuses.prefix(5).allSatisfy { $0 == 201 })
            #expect([201, 429].contains(statuses[5]))
            #expect(try await CurlAnswer.get(base + "/entries").status == 200)
        }
    }

    @Test func balancersAreToldFirstWhenItStops() async throws {
        let health = Health(HealthCheck("book") {})
        let router = try Guarded.router(host: "localhost", files: Self.files, health: health)
        var configuration = ServerConfiguration(port: 0)
        configuration.health = health
        configuration.shutdownDelay = .seconds(600)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let server = try Server(router, configuration: configuration, logger: logger)
        let base = "http://127.0.0.1:\(try await server.start().port ?? 0)"
        let before = try await CurlAnswer.get(base + "/health/ready")
        #expect(before.status == 200)
        let stopping = Task { await server.shutdown() }
        while try await CurlAnswer.get(base + "/health/ready").status != 503 { await Task.yield() }
        // New connections are still taken.
        let live = try await CurlAnswer.get(base + "/health/live")
        #expect(live.body == #"{"status":"ok"}"#)
        stopping.cancel()
        await stopping.value
    }

    private func gzip(_ text: String) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-c"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let feeding = Thread {
            try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
            try? input.fileHandleForWriting.close()
        }
        feeding.start()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return data
    }
}
