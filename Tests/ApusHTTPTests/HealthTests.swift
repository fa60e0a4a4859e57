import ApusHTTP
import Foundation
import HTTPTypes
import Synchronization
import Testing

@Suite struct HealthTests {
    private struct Down: Error, CustomStringConvertible {
        let description = "password secret refused"
    }

    private func get(_ path: String, _ health: Health, logger: LogRecorder? = nil) async throws -> (Int, String) {
        let router = Router()
        health.addRoutes(to: router)
        let request = logger.map { Request(target: path, logger: $0.logger) } ?? Request(target: path)
        let response = try await router.compile().respond(to: request)
        #expect(response.headers[.cacheControl] == "no-store")
        return (response.status.code, try await response.text)
    }

    @Test func aServerWithoutChecksIsLiveAndReady() async throws {
        let health = Health()
        #expect(try await get("/health/live", health) == (200, #"{"status":"ok"}"#))
        #expect(try await get("/health/ready", health) == (200, #"{"status":"ok"}"#))
    }

    @Test func outsidersLearnTheStatusAlone() async throws {
        let log = LogRecorder()
        let health = Health(HealthCheck("database") { throw Down() })
        let ready = try await get("/health/ready", health, logger: log)
        #expect(ready == (503, #"{"status":"unavailable"}"#))
        #expect(try await get("/health/live", health) == (200, #"{"status":"ok"}"#))
        #expect(log.lines.first?.contains("warning The server is not ready") == true)
        #expect(log.lines.first?.contains("database: password secret refused") == true)
    }

    @Test func insidersLearnWhatFailed() async throws {
        let health = Health(
            HealthCheck("cache") {},
            HealthCheck("mail", isRequired: false) { throw Down() },
            showsDetails: { _ in true }
        )
        let (status, text) = try await get("/health/ready", health)
        #expect(status == 200)
        let pattern = #/"milliseconds":[0-9]+/#
        #expect(
            text.replacing(pattern, with: #""milliseconds":0"#)
                == #"{"status":"ok","checks":[{"name":"cache","status":"ok","milliseconds":0},"#
                + #"{"name":"mail","status":"failed","milliseconds":0,"error":"password secret refused"}]}"#
        )
    }

    @Test func drainingComesFirst() async throws {
        let health = Health(HealthCheck("database") {})
        #expect(try await get("/health/ready", health).0 == 200)
        health.startDraining()
        #expect(try await get("/health/ready", health) == (503, #"{"status":"draining"}"#))
        #expect(try await get("/health/live", health).0 == 200)
    }

    @Test func aCheckThatHangsIsGivenUpAndCancelled() async throws {
        let cancelled = AsyncStream.makeStream(of: Bool.self)
        let health = Health(
            HealthCheck("slow", timeout: .milliseconds(5)) {
                do { try await Task.sleep(for: .seconds(600)) } catch {}
                cancelled.continuation.yield(Task.isCancelled)
            }
        )
        let report = await health.report()
        #expect(!report.isReady)
        #expect(report.results.first?.failure?.hasPrefix("did not answer within") == true)
        for await isCancelled in cancelled.stream {
            #expect(isCancelled)
            break
        }
    }

    @Test func aCheckThatIgnoresItsCancellationDoesNotGather() async throws {
        let started = Mutex(0)
        let gate = AsyncStream.makeStream(of: Void.self)
        let health = Health(
            HealthCheck("stubborn", timeout: .milliseconds(5)) {
                started.withLock { $0 += 1 }
                // Detached, so that no cancellation reaches it.
                await Task.detached { for await _ in gate.stream {} }.value
            },
            freshness: .zero
        )
        for _ in 0..<5 { #expect(await !health.report().isReady) }
        #expect(started.withLock { $0 } == 1)
        gate.continuation.finish()
    }

    @Test func manyWhoAskAtOnceShareOneRun() async throws {
        let runs = Mutex(0)
        let health = Health(
            HealthCheck("database") {
                runs.withLock { $0 += 1 }
                await Task.yield()
            },
            freshness: .seconds(600)
        )
        await withTaskGroup(of: Bool.self) { tasks in
            for _ in 0..<100 { tasks.addTask { await health.report().isReady } }
            for await isReady in tasks { #expect(isReady) }
        }
        #expect(runs.withLock { $0 } == 1)
    }

    @Test func theChecksRunAtTheSameTime() async throws {
        // Each waits for the other: one after the other, both would time out.
        let (first, second) = (AsyncStream.makeStream(of: Void.self), AsyncStream.makeStream(of: Void.self))
        let health = Health(
            HealthCheck("a", timeout: .seconds(60)) {
                first.continuation.finish()
                for await _ in second.stream {}
            },
            HealthCheck("b", timeout: .seconds(60)) {
                second.continuation.finish()
                for await _ in first.stream {}
            }
        )
        #expect(await health.report().isReady)
    }

    @Test func theDiskIsChecked() async throws {
        let path = FileManager.default.temporaryDirectory.path
        #expect(await Health(.disk(path, minimumFreeBytes: 0)).report().isReady)
        let full = await Health(.disk(path, minimumFreeBytes: .max)).report()
        #expect(full.results.first?.failure?.contains("fewer than") == true)
        #expect(await !Health(.disk("/no/such/place", minimumFreeBytes: 0)).report().isReady)
    }

    @Test(arguments: [(Duration.milliseconds(10), true), (.seconds(2), false)])
    func lateLoopsAreNoticed(_ lag: Duration, _ isReady: Bool) async {
        #expect(await Health(.eventLoopLag { lag }).report().isReady == isReady)
    }

    @Test func otherPathsCanBeChosen() async throws {
        let router = Router()
        Health().addRoutes(to: router, live: "/livez", ready: "/readyz")
        let responder = try router.compile()
        #expect(await responder.respond(to: Request(target: "/livez")).status == .ok)
        #expect(await responder.respond(to: Request(target: "/readyz")).status == .ok)
    }
}
