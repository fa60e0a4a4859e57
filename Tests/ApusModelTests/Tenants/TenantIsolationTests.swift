import ApusModel
import ApusTesting
import FoundationEssentials
import Synchronization
import Testing

/// Whatever a tenant does, it sees and changes nothing of another one's: every public function of `Database` is tried.
@Suite("No path forgets the tenant")
struct TenantIsolationTests {
    @Test("one tenant reaches nothing of another one", arguments: TestDatabase.allCases)
    func isolation(on kind: TestDatabase) async throws {
        try await withTwoTenants(kind) { db in
            for path in TenantPath.all { try await check(path, on: db) }
        }
    }

    private func check(_ path: TenantPath, on db: Database) async throws {
        try await fill(db)
        let before = try await everything(of: "b", db)
        let log = StatementLog()
        do {
            let seen = try await path.run(db.tenant("a").observed(by: log))
            #expect(!seen.contains("secret"), "\(path)")
            if let outcome = path.outcome { #expect(seen == outcome, "\(path)") }
        } catch let error as DatabaseError {
            #expect(path.outcome == nil && Self.refusals.contains(error.code), "\(path): \(error)")
        }
        for statement in log.statements {
            #expect(statement.bindings.contains(.text("a")), "\(path): not for one tenant: \(statement.sql)")
        }
        #expect(try await everything(of: "b", db) == before, "\(path)")
    }

    @Test("without a tenant nothing is sent", arguments: TestDatabase.allCases)
    func withoutTenant(on kind: TestDatabase) async throws {
        try await withTwoTenants(kind) { db in
            for path in TenantPath.all {
                let log = StatementLog()
                let error = await #expect(throws: DatabaseError.self, "\(path)") {
                    try await path.run(db.observed(by: log))
                }
                #expect(error?.code == .misuse, "\(path)")
                #expect(log.statements.isEmpty, "\(path)")
            }
        }
    }

    @Test("a failed upsert over another tenant's row keeps nothing", arguments: TestDatabase.allCases)
    func atomicity(on kind: TestDatabase) async throws {
        try await withTwoTenants(kind) { db in
            let error = await #expect(throws: DatabaseError.self) {
                try await db.tenant("a").upsert(contentsOf: [Bill(id: 9), Bill(id: 2)])
            }
            #expect(error?.code == .uniqueViolation)
            #expect(try await db.tenant("a").find(optional: Bill.self, 9) == nil)
            let count = try await db.acrossTenants.upsert(contentsOf: [Bill(id: 2, note: "moved")])
            #expect(count == 1)
            #expect(try await db.tenant("a").find(Bill.self, 2).note == "moved")
        }
    }

    @Test("a table of a full join is filtered before it", arguments: TestDatabase.allCases)
    func outerJoins(on kind: TestDatabase) async throws {
        try await withTwoTenants(kind) { db in
            let log = StatementLog()
            let query = Category.from.fullJoin(BillCategory.named("link")) { $0.id == $1.category }
            _ = try await db.tenant("a").observed(by: log).count(query.select { category, _ in category.id })
            let first = kind == .sqlite ? "?" : "$1"
            let second = kind == .sqlite ? "?" : "$2"
            #expect(
                log.statements.map(\.sql) == [
                    """
                    select count(*) from (select "category"."id" from \
                    (select * from "category" where "category"."owner" = \(first)) as "category" full join \
                    (select * from "bill_category" where "bill_category"."owner" = \(second)) as "link" \
                    on "category"."id" = "link"."category") as rows
                    """
                ]
            )
        }
    }

    @Test("every public function of a database is tried")
    func completeness() throws {
        let tried = Dictionary(grouping: TenantPath.all, by: \.function).mapValues(\.count)
        // Says whose rows are meant.
        let functions = try PublicFunctions.ofDatabase().filter { $0 != "tenant(_:)" }
        #expect(functions.count > 30)
        for (function, overloads) in Dictionary(grouping: functions, by: \.self) {
            #expect(tried[function, default: 0] >= overloads.count, "try it as one tenant on another: \(function)")
        }
    }

    private static let refusals: [DatabaseError.Code] = [.misuse, .notFound, .uniqueViolation]

    private func withTwoTenants(_ kind: TestDatabase, _ body: (Database) async throws -> Void) async throws {
        try await kind.withTables(Bill.self, Category.self, BillCategory.self, PlainBillCategory.self) { db in
            try await db.execute("create unique index pair on bill_category (bill, category)")
            try await fill(db)
            try await body(db)
        }
    }

    /// Gives each tenant its rows, and no others.
    private func fill(_ db: Database) async throws {
        let all = db.acrossTenants
        try await all.purge(Bill.all.withDeleted)
        try await all.purge(Category.all)
        try await all.purge(BillCategory.all)
        try await all.purge(PlainBillCategory.all)
        try await all.insert(contentsOf: [
            Bill(id: 1), Bill(id: 2, owner: "b", note: "secret"),
            Bill(id: 3, deletedAt: .now), Bill(id: 4, owner: "b", note: "secret", deletedAt: .now),
        ])
        try await all.insert(contentsOf: [
            Category(id: 1, owner: "a", note: "own"), Category(id: 2, owner: "b", note: "secret"),
        ])
        try await all.insert(BillCategory(id: 0, bill: 2, category: 2, owner: "b"))
        try await all.insert(PlainBillCategory(bill: 2, category: 2))
    }

    /// The rows of a tenant, and the links that are of none.
    private func everything(of tenant: String, _ db: Database) async throws -> String {
        let all = db.acrossTenants
        let bills = try await all.all(Bill.where { $0.owner == tenant }.order { $0.id.ascending }.withDeleted)
        let categories = try await all.all(Category.where { $0.owner == tenant }.order { $0.id.ascending })
        let links = try await all.all(BillCategory.where { $0.owner == tenant }.order { $0.id.ascending })
        return "\(bills) \(categories) \(links) \(try await db.all(PlainBillCategory.all))"
    }
}

/// The statements that were run, with their values.
private final class StatementLog: StatementObserver {
    private let log = Mutex<[Statement]>([])

    var statements: [Statement] { log.withLock { $0 } }

    func didRun(_ statement: Statement, for duration: Duration, result: Result<Rows, DatabaseError>) {
        log.withLock { $0.append(statement) }
    }
}
