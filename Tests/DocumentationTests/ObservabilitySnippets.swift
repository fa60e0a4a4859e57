import ApusPostgres
import ApusSQL
import ApusSQLTelemetry
import ApusTesting
import Logging

// The snippets of Documentation/Observability.md.

func observed(_ database: Database, logger: Logger) -> Database {
    database
        .observed(by: SlowStatementLog(logger, threshold: .milliseconds(200)))
        .observed(by: StatementMetrics(of: database))
        .observed(by: StatementTracing(of: database))
        .tagged()
}

func tagRequest(id: String, _ body: () async throws -> Void) async throws {
    try await QueryTags.$current.withValue(["route": "/orders/{id}", "request_id": id]) { try await body() }
}

func watchForLoops(logger: Logger, _ body: () async throws -> Void) async throws {
    let detector = RepetitionDetector(threshold: 10) { logger.warning("\($0)") }
    try await observingStatements(with: detector) { try await body() }
}

func testCost(_ loadPage: () async throws -> Int) async throws {
    let page = try await expectingStatements(2) { try await loadPage() }
    _ = page
}

func showPool(_ driver: PostgresDriver) async throws {
    try await PoolGauges(pool: "main").sample(every: .seconds(10)) {
        let statistics = await driver.statistics
        return PoolGauges.Sample(
            idle: statistics.idleConnections,
            used: statistics.openConnections - statistics.idleConnections,
            pending: statistics.waitingStatements + statistics.waitingTransactions
        )
    }
}
