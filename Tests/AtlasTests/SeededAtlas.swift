import Apus
import ApusTesting
import Testing

@testable import Atlas

/// The atlas on both databases, filled once for a whole suite of tests that only read.
struct SeededAtlas: Sendable {
    private let databases: [TestDatabase: Database]
    private let clients: [TestDatabase: TestClient]

    init(_ databases: [TestDatabase: Database]) throws {
        self.databases = databases
        clients = try databases.mapValues { try Self.serve($0).0 }
    }

    @TaskLocal static var current: SeededAtlas?

    static func client(_ kind: TestDatabase) throws -> TestClient {
        try #require(current?.clients[kind])
    }

    /// A client of its own for one test, and the record of the statements it runs.
    static func recorded(_ kind: TestDatabase) throws -> (TestClient, StatementRecorder) {
        try serve(try #require(current?.databases[kind]))
    }

    /// A client of the atlas on `db`, and the record of the statements it runs.
    static func serve(_ db: Database) throws -> (TestClient, StatementRecorder) {
        let recorder = StatementRecorder()
        let router = Router()
        router.mapDatabaseErrors()
        addAtlasRoutes(to: router, db.observed(by: recorder))
        return (try TestClient(router), recorder)
    }

    static func fill(_ db: Database, from files: SourceFiles = .installed) async throws {
        _ = try await Migrator(db, [CreateAtlas()]).up()
        try await AtlasImport(files).run(SeedContext(database: db, progress: .silent))
    }
}

/// Fills both databases before a suite's tests and drops them after.
struct SeededAtlasTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await TestDatabase.sqlite.withDatabase { sqlite in
            try await TestDatabase.postgres.withDatabase { postgres in
                try await SeededAtlas.fill(sqlite)
                try await SeededAtlas.fill(postgres)
                let atlas = try SeededAtlas([.sqlite: sqlite, .postgres: postgres])
                try await SeededAtlas.$current.withValue(atlas) { try await function() }
            }
        }
    }
}

extension Trait where Self == SeededAtlasTrait {
    /// The suite reads from ``SeededAtlas/current``.
    static var seededAtlas: SeededAtlasTrait { SeededAtlasTrait() }
}
