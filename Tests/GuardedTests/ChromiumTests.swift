import ApusHTTP
import ApusServer
import Foundation
import HTTPTypes
import Logging
import NIOCore
import Synchronization
import Testing

/// What a real browser lets pages do, and what reaches a handler. These tests run where `APUS_TEST_CHROMIUM` names a
/// Chromium, which is too large for every machine: `APUS_TEST_CHROMIUM=chromium swift test --filter ChromiumTests`.
@Suite("In Chromium", .enabled(if: Chromium.isNamed), .serialized, .timeLimit(.minutes(5)))
struct ChromiumTests {
    /// Tries everything that a page can do to another origin, and tells the server of the page what came of it.
    private static let page = """
        <!DOCTYPE html><iframe name="target"></iframe>
        <form id="form" method="post" target="target"><input name="amount" value="1"></form>
        <form id="upload" method="post" target="target" enctype="multipart/form-data"><input name="a" value="1"></form>
        <script>
        const api = new URLSearchParams(location.search).get("api");
        const results = {};
        async function attempt(name, work) {
            try { results[name] = await work(); } catch (error) { results[name] = "blocked"; }
        }
        function submit(id) {
            return new Promise((resolve) => {
                document.querySelector("iframe").onload = () => resolve("sent");
                const form = document.getElementById(id);
                form.action = api + "/transfers";
                form.submit();
            });
        }
        const json = (method) => ({
            method, credentials: "include", headers: { "Content-Type": "application/json" }, body: "{}",
        });
        (async () => {
            await attempt("read", async () => (await fetch(api + "/balance", { credentials: "include" })).text());
            await attempt("simple", async () =>
                (await fetch(api + "/transfers", { method: "POST", body: "amount=1", credentials: "include" })).text());
            await attempt("opaque", async () =>
                (await fetch(api + "/transfers", { method: "POST", mode: "no-cors", body: "x", credentials: "include" })).type);
            await attempt("json", async () => (await fetch(api + "/transfers", json("POST"))).text());
            await attempt("put", async () => (await fetch(api + "/transfers", json("PUT"))).text());
            await attempt("beacon", async () => String(navigator.sendBeacon(api + "/transfers", "x")));
            await attempt("form", () => submit("form"));
            await attempt("upload", () => submit("upload"));
            await fetch("/report", { method: "POST", body: JSON.stringify(results) });
        })();
        </script>
        """

    /// What the page at `host` reports, and how many transfers the handler has made.
    private func attempts(
        from host: String,
        isTrusted: Bool
    ) async throws -> (results: [String: String], transfers: Int) {
        let (reports, reporting) = AsyncStream.makeStream(of: ByteBuffer.self)
        let pages = Router()
        pages.get("/") { _ in Response(body: .text(Self.page, contentType: "text/html; charset=utf-8")) }
        pages.post("/report") { request in
            reporting.yield(try await request.body.collect(upTo: 10_000))
            return NoContent()
        }
        let transfers = Counter()
        return try await serving(pages) { port in
            let origin = "http://\(host):\(port)"
            let router = Router()
            let trusted = isTrusted ? [origin] : ["https://partner.example"]
            router.use(
                try CORS(origins: trusted, allowsCredentials: true),
                try CrossOriginProtection(trusting: trusted)
            )
            router.get("/balance") { _ in "secret" }
            for method in [HTTPRequest.Method.post, .put] {
                router.on(method, "/transfers") { _ in "made \(transfers.next())" }
            }
            return try await serving(router) { api in
                let url = "\(origin)/?api=http://127.0.0.1:\(api)"
                try await Chromium.open(url)
                reporting.finish()
                let report = await reports.first { _ in true }
                let json = Data(try #require(report).readableBytesView)
                return (try JSONDecoder().decode([String: String].self, from: json), transfers.count)
            }
        }
    }

    private final class Counter: Sendable {
        private let value = Mutex(0)
        var count: Int { value.withLock { $0 } }
        func next() -> Int {
            value.withLock { value in
                value += 1
                return value
            }
        }
    }

    private func serving<Value>(_ router: Router, _ body: (Int) async throws -> Value) async throws -> Value {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        var configuration = ServerConfiguration(port: 0)
        configuration.shutdownIdleTimeout = .milliseconds(20)
        configuration.shutdownTimeout = .seconds(1)
        let server = try Server(router, configuration: configuration, logger: logger)
        let port = try await server.start().port ?? 0
        let result: Result<Value, any Error>
        do { result = .success(try await body(port)) } catch { result = .failure(error) }
        await server.shutdown()
        return try result.get()
    }

    @Test(
        "A page of another site, or of another origin of the same, changes and reads nothing",
        arguments: ["localhost", "127.0.0.1"]
    )
    func stranger(host: String) async throws {
        let (results, transfers) = try await attempts(from: host, isTrusted: false)
        #expect(transfers == 0)
        for name in ["read", "simple", "json", "put"] { #expect(results[name] == "blocked", "\(name)") }
        // The browser sends these without asking, and shows the page nothing of the answer.
        #expect(results["opaque"] == "opaque")
        #expect(results["form"] == "sent")
        #expect(results["upload"] == "sent")
    }

    @Test(
        "A page that is trusted may do all of it, also what needs a preflight",
        arguments: ["localhost", "127.0.0.1"]
    )
    func friend(host: String) async throws {
        let (results, transfers) = try await attempts(from: host, isTrusted: true)
        #expect(results["read"] == "secret")
        #expect(results["simple"] == "made 1")
        #expect(results["json"] == "made 3")
        #expect(results["put"] == "made 4")
        #expect(transfers == 7)
    }
}

/// A browser without windows.
private enum Chromium {
    static let name = ProcessInfo.processInfo.environment["APUS_TEST_CHROMIUM"] ?? ""
    static var isNamed: Bool { !name.isEmpty }

    /// Opens a page and returns when it has done all that it began; the browser ends by itself.
    static func open(_ url: String) async throws {
        let profile = FileManager.default.temporaryDirectory.appending(path: "apus-chromium-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: profile) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "timeout", "60", name, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-proxy-server",
            "--disable-background-networking", "--user-data-dir=\(profile.path())", "--virtual-time-budget=20000",
            "--dump-dom", url,
        ]
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
    }
}
