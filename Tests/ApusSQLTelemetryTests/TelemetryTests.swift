import ApusSQL
import ApusSQLTelemetry
import ApusSQLite
import InMemoryTracing
import MetricsTestKit
import Testing
import Tracing

@Suite("Telemetry of statements")
struct TelemetryTests {
    private func withDatabase(_ body: (Database) async throws -> Void) async throws {
        let db = Database(try await SQLiteDriver(.memory))
        try await body(db)
        await db.close()
    }

    @Test("Each statement's duration is recorded, by operation and error")
    func metrics() async throws {
        try await withDatabase { db in
            let metrics = TestMetrics()
            let observed = db.observed(by: StatementMetrics(of: db, factory: metrics))
            try await observed.execute("create table item (id integer primary key) strict")
            try await observed.execute("insert into item values (1)")
            await #expect(throws: DatabaseError.self) { try await observed.execute("insert into item values (1)") }
            let label = "db.client.operation.duration"
            let success = [("db.system.name", "sqlite"), ("db.operation.name", "INSERT")]
            #expect(try metrics.expectTimer(label, success).values.count == 1)
            #expect(try metrics.expectTimer(label, success + [("error.type", "uniqueViolation")]).values.count == 1)
        }
    }

    @Test("Each statement is a client span with its SQL and without its values")
    func spans() async throws {
        try await withDatabase { db in
            let tracer = InMemoryTracer()
            let observed = db.observed(by: StatementTracing(of: db, tracer: tracer))
            _ = try await observed.first("select \("secret")", as: String.self)
            await #expect(throws: DatabaseError.self) { try await observed.rows("select nothing") }
            let spans = tracer.finishedSpans
            try #require(spans.count == 2)
            #expect(spans[0].operationName == "SELECT")
            #expect(spans[0].kind == .client)
            #expect(spans[0].attributes["db.system.name"]?.toSpanAttribute() == "sqlite")
            #expect(spans[0].attributes["db.query.text"]?.toSpanAttribute() == "select ?")
            #expect(spans[0].status == nil)
            #expect(spans[0].startInstant.nanosecondsSinceEpoch <= spans[0].endInstant.nanosecondsSinceEpoch)
            #expect(spans[1].attributes["error.type"]?.toSpanAttribute() == "invalidStatement")
            #expect(spans[1].status?.code == .error)
        }
    }

    @Test("Gauges show a pool's connections by their state")
    func gauges() throws {
        let metrics = TestMetrics()
        PoolGauges(pool: "main", factory: metrics).record(.init(idle: 3, used: 5, pending: 2))
        let pool = ("db.client.connection.pool.name", "main")
        let count = "db.client.connection.count"
        #expect(try metrics.expectGauge(count, [pool, ("db.client.connection.state", "idle")]).lastValue == 3)
        #expect(try metrics.expectGauge(count, [pool, ("db.client.connection.state", "used")]).lastValue == 5)
        #expect(try metrics.expectGauge("db.client.connection.pending_requests", [pool]).lastValue == 2)
    }
}
