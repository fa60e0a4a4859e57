import ApusSQLite
import HTTPTypes
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import Testing

@testable import Apus

@Suite("Services and their lifecycle", .serialized)
struct LifecycleTests {
    /// Notes what happens, in its order.
    final class Journal: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func note(_ line: String) { lines.withLock { $0.append(line) } }
    }

    struct Worker: Service {
        let name: String
        let journal: Journal

        func run() async throws {
            journal.note("\(name) runs")
            try? await gracefulShutdown()
            journal.note("\(name) stopped")
        }
    }

    struct Failure: Error, Equatable {}

    /// Calls `body` and ends as it ends.
    struct Job: Service {
        let body: @Sendable () async throws -> Void
        func run() async throws { try await body() }
    }

    private func builder(_ settings: [String: String] = [:]) throws -> AppBuilder {
        struct Bare: Application {
            func configure(_ app: inout AppBuilder) {}
        }
        let environment = ["PORT": "0", "SHUTDOWN_TIMEOUT": "60s"].merging(settings) { $1 }
        let loaded = try LoadedSettings(for: Bare.self, .init(environment: environment))
        var logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        logger.logLevel = .critical
        return AppBuilder(name: "bare", loaded: loaded, opening: .none, logger: logger)
    }

    private func lifecycle(_ app: AppBuilder) throws -> Lifecycle {
        Lifecycle(app, try Server(app.router, configuration: app.server, logger: app.logger))
    }

    @Test("Services start in order and stop in reverse, the server first")
    func order() async throws {
        for _ in 0..<20 {
            let journal = Journal()
            var app = try builder()
            for name in ["a", "b", "c"] { app.service(Worker(name: name, journal: journal)) }
            app.service(Job { throw Failure() })
            await #expect(throws: Failure.self) { try await lifecycle(app).run() }
            #expect(journal.all == ["a runs", "b runs", "c runs", "c stopped", "b stopped", "a stopped"])
        }
    }

    @Test("A service that fails stops the others, and its reason is thrown")
    func failure() async throws {
        let journal = Journal()
        var app = try builder()
        app.service(Worker(name: "a", journal: journal))
        app.service(
            Job {
                while journal.all.isEmpty { await Task.yield() }
                throw Failure()
            }
        )
        await #expect(throws: Failure()) { try await lifecycle(app).run() }
        #expect(journal.all == ["a runs", "a stopped"])
    }

    @Test("A server that cannot listen stops the services, and says why")
    func cannotListen() async throws {
        let journal = Journal()
        let other = try Server(Router(), configuration: ServerConfiguration(port: 0))
        let port = try #require(try await other.start().port)
        var app = try builder(["PORT": "\(port)"])
        app.service(Worker(name: "a", journal: journal))
        await #expect(throws: ServerError.self) { try await lifecycle(app).run() }
        await other.shutdown()
        #expect(journal.all == ["a runs", "a stopped"])
    }

    @Test("A service that has done its work leaves the others running")
    func done() async throws {
        let journal = Journal()
        var app = try builder()
        app.service(Job { journal.note("done") })
        app.service(Worker(name: "b", journal: journal))
        let lifecycle = try lifecycle(app)
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try? await lifecycle.run() }
            while journal.all.count < 2 { await Task.yield() }
            #expect(journal.all == ["done", "b runs"])
            tasks.cancelAll()
        }
    }

    @Test("A service that does not stop in time is cancelled")
    func deadline() async throws {
        let journal = Journal()
        var app = try builder(["SHUTDOWN_TIMEOUT": "50ms"])
        app.service(
            Job {
                try? await Task.sleep(for: .seconds(600))
                journal.note(Task.isCancelled ? "cancelled" : "not cancelled")
            }
        )
        app.service(Job { throw Failure() })
        await #expect(throws: Failure.self) { try await lifecycle(app).run() }
        #expect(journal.all == ["cancelled"])
    }

    @Test("A server that is to stop says first that it is not ready, and goes on serving")
    func readiness() async throws {
        let stop = StartGate()
        var app = try builder(["SHUTDOWN_DELAY": "600s"])
        app.health(HealthCheck("book") {})
        app.service(
            Job {
                await stop.wait()
                throw Failure()
            }
        )
        let responder = try app.router.compile()
        func status(_ path: String) async -> Int {
            await responder.respond(to: Request(target: path)).status.code
        }
        let lifecycle = try lifecycle(app)
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try? await lifecycle.run() }
            #expect(await status("/health/ready") == 200)
            stop.open()
            while await status("/health/ready") != 503 { await Task.yield() }
            #expect(await status("/health/live") == 200)
            tasks.cancelAll()
        }
    }

    @Test("A database that is closed makes the program not ready")
    func database() async throws {
        let database = Database(try await SQLiteDriver(.memory))
        let health = Health(.database(database), freshness: .zero)
        #expect(await health.report().isReady)
        await database.close()
        #expect(await !health.report().isReady)
    }
}
