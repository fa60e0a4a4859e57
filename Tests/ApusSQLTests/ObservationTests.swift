import ApusSQL
import ApusSQLite
import Logging
import Synchronization
import Testing

@Suite("Observing statements")
struct ObservationTests {
    private func withDatabase(_ body: (Database) async throws -> Void) async throws {
        let db = Database(try await SQLiteDriver(.memory))
        try await body(db)
        await db.close()
    }

    @Test("A task's observers are told of its statements, also of those in transactions and child tasks")
    func taskObservers() async throws {
        try await withDatabase { db in
            let recorder = StatementRecorder()
            try await observingStatements(with: recorder) {
                _ = try await db.rows("select 1")
                try await db.transaction { db in _ = try await db.rows("select 2") }
                async let third = db.rows("select 3")
                _ = try await third
            }
            _ = try await db.rows("select 4")
            #expect(recorder.statements == ["select 1", "select 2", "select 3"])
        }
    }

    @Test("A statement in a loop is noticed once, with the line that runs it")
    func repetitions() async throws {
        try await withDatabase { db in
            let found = Mutex<[RepetitionDetector.Repetition]>([])
            let detector = RepetitionDetector(threshold: 3) { repetition in found.withLock { $0.append(repetition) } }
            let line = #line + 3
            try await observingStatements(with: detector) {
                for number in 1...5 {
                    _ = try await db.first("select \(number)", as: Int.self)
                    _ = try await db.first("select 'other' where 1 = \(number > 4 ? 1 : 2)", as: String.self)
                }
            }
            let repetitions = found.withLock { $0 }
            #expect(repetitions.map(\.sql) == ["select ?", "select 'other' where 1 = ?"])
            #expect(repetitions.map(\.count) == [3, 3])
            #if canImport(Runtime)
                #expect(repetitions[0].site?.line == line)
                #expect(repetitions[0].site?.file.hasSuffix("ObservationTests.swift") == true)
                #expect(repetitions[1].site?.line == line + 1)
            #endif
        }
    }

    @Test("Tags go into a comment that nothing in them can leave")
    func tags() {
        let tags: QueryTags = ["route": "/orders/{id}", "request_id": "a'*/ ; drop table x --", "leer": "ä"]
        let encoded = "a%27%2A%2F%20%3B%20drop%20table%20x%20--"
        #expect(tags.comment == "/*leer='%C3%A4',request_id='\(encoded)',route='%2Forders%2F%7Bid%7D'*/")
        #expect(QueryTags([:]).comment == "")
    }

    @Test("The log has slow statements and no values")
    func slowStatements() async throws {
        try await withDatabase { db in
            let handler = RecordingLogHandler()
            let logger = Logger(label: "test") { _ in handler }
            let all = db.observed(by: SlowStatementLog(logger, threshold: .zero))
            _ = try await all.first("select \("secret")", as: String.self)
            await #expect(throws: DatabaseError.self) { try await all.rows("select nothing") }
            _ = try await db.observed(by: SlowStatementLog(logger, threshold: .seconds(3600))).rows("select 1")
            let entries = handler.entries
            try #require(entries.count == 2)
            #expect(entries[0]["sql"] == "select ?")
            #expect(entries[0]["rows"] == "1")
            #expect(entries[1]["error"] == "invalidStatement")
        }
    }
}

/// Remembers the metadata of what is logged.
private final class RecordingLogHandler: LogHandler {
    private let recorded = Mutex<[Logger.Metadata]>([])
    var entries: [Logger.Metadata] { recorded.withLock { $0 } }

    // What the protocol asks for and the tests do not use.
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) {
        recorded.withLock { $0.append(event.metadata ?? [:]) }
    }
}
