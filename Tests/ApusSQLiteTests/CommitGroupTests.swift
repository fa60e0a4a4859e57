import ApusSQL
import Synchronization
import Testing

@testable import ApusSQLite

@Suite("Commit groups", .timeLimit(.minutes(1)))
struct CommitGroupTests {
    /// Runs statements as one group, and tells for each what became of it: its count of rows, or its error's code.
    private func run(
        _ statements: [String],
        cancelling cancelled: Set<Int> = [],
        schema: [StaticString]
    ) throws -> (outcomes: [String], rows: [Int64]) {
        let connection = try Connection.open(.memory, as: .memory)
        defer { connection.close() }
        for sql in schema { try connection.control(sql) }
        let outcomes = Mutex([String](repeating: "", count: statements.count))
        var jobs: [StatementJob] = []
        for (index, sql) in statements.enumerated() {
            let flag = CancellationFlag()
            if cancelled.contains(index) { flag.set() }
            let job = StatementJob(Statement(sql: sql, access: .write), flag: flag) { outcome in
                outcomes.withLock { outcomes in
                    #expect(outcomes[index] == "")
                    switch outcome {
                    case .success(let rows): outcomes[index] = "\(rows.affectedCount)"
                    case .failure(let error): outcomes[index] = error.code.description
                    }
                }
            }
            jobs.append(job)
        }
        while !jobs.isEmpty {
            CommitGroup.run(jobs.removeFirst(), on: connection) { jobs.isEmpty ? nil : jobs.removeFirst() }
            #expect(connection.isAutocommit)
        }
        let rows = try connection.run(
            Statement(sql: "select id from t order by id", access: .read),
            .single(mayWrite: false),
            until: .none
        )
        return (outcomes.withLock { $0 }, try rows.map { try $0.decode(Int64.self, at: 0) })
    }

    private static let schema: [StaticString] = ["create table t (id integer primary key) strict"]

    @Test func independentStatements() throws {
        let (outcomes, rows) = try run(
            [
                "insert into t values (1)", "insert into t values (2), (3)", "update t set id = id + 10",
                "select * from t",
            ],
            schema: Self.schema
        )
        #expect(outcomes == ["1", "2", "3", "0"])
        #expect(rows == [11, 12, 13])
    }

    @Test("a failed statement changes nothing, its neighbours do")
    func failure() throws {
        let (outcomes, rows) = try run(
            ["insert into t values (1)", "insert into t values (2), (1)", "nonsense", "insert into t values (3)"],
            schema: Self.schema
        )
        #expect(outcomes == ["1", "uniqueViolation", "invalidStatement", "1"])
        #expect(rows == [1, 3])
    }

    @Test("a statement that rolls everything back takes none of its neighbours with it")
    func rollback() throws {
        let (outcomes, rows) = try run(
            ["insert into t values (1)", "insert or rollback into t values (2), (1)", "insert into t values (3)"],
            schema: Self.schema
        )
        #expect(outcomes == ["1", "uniqueViolation", "1"])
        #expect(rows == [1, 3])
    }

    @Test("a foreign key that is checked at the commit is one statement's own affair")
    func deferredForeignKey() throws {
        let (outcomes, rows) = try run(
            [
                "insert into t values (1)", "insert into c values (5)", "insert into t values (5)",
                "insert into c values (5)",
            ],
            schema: Self.schema + ["create table c (t integer references t (id) deferrable initially deferred) strict"]
        )
        #expect(outcomes == ["1", "foreignKeyViolation", "1", "1"])
        #expect(rows == [1, 5])
    }

    @Test("statements that need to be alone are")
    func alone() throws {
        let (outcomes, rows) = try run(
            [
                "insert into t values (1)", "vacuum", "insert into t values (2)", "create table u (id integer)",
                "insert into u values (1)", "pragma user_version = 3", "begin", "insert into t values (3)", "commit",
            ],
            schema: Self.schema
        )
        #expect(outcomes == ["1", "0", "1", "0", "1", "0", "misuse", "1", "misuse"])
        #expect(rows == [1, 2, 3])
    }

    @Test("a cancelled statement does not run", arguments: [0, 1, 2])
    func cancelled(index: Int) throws {
        let (outcomes, rows) = try run(
            ["insert into t values (1)", "insert into t values (2)", "insert into t values (3)"],
            cancelling: [index],
            schema: Self.schema
        )
        #expect(outcomes.map { $0 == "cancelled" } == (0..<3).map { $0 == index })
        #expect(rows == (0..<3).filter { $0 != index }.map { Int64($0 + 1) })
    }

    @Test("more statements than fit one group")
    func many() throws {
        let (outcomes, rows) = try run((1...500).map { "insert into t values (\($0))" }, schema: Self.schema)
        #expect(outcomes == [String](repeating: "1", count: 500))
        #expect(rows == (1...500).map(Int64.init))
    }
}
