import ApusSQL
import ApusTesting
import Testing

@Suite("Every driver does what an application relies on", .timeLimit(.minutes(5)))
struct DriverCheckTests {
    @Test("the drivers conform", arguments: TestDatabase.allCases, DriverCheck.all)
    func conformance(of kind: TestDatabase, _ check: DriverCheck) async throws {
        try await kind.withDriver { driver in try await check.run(on: driver) }
    }

    @Test("a driver that loses what it is told does not conform")
    func faulty() async throws {
        try await TestDatabase.sqlite.withDriver { driver in
            var failures = 0
            for check in DriverCheck.all {
                do { try await check.run(on: ForgetfulDriver(driver)) } catch { failures += 1 }
            }
            #expect(failures > DriverCheck.all.count / 2)
        }
    }
}

/// Says that it has done what it was told, and does not.
private struct ForgetfulDriver: DatabaseDriver {
    let driver: any DatabaseDriver
    var dialect: any Dialect { driver.dialect }

    init(_ driver: any DatabaseDriver) {
        self.driver = driver
    }

    func run(_ statement: Statement) async throws(DatabaseError) -> Rows {
        guard statement.access == .write, !statement.sql.hasPrefix("create") else {
            return try await driver.run(statement)
        }
        return try await driver.run(Statement(sql: "select 1 where 1 = 0", access: .read))
    }

    func begin(_ options: TransactionOptions) async throws(DatabaseError) -> any DatabaseTransaction {
        try await driver.begin(options)
    }

    func close() async {}
}
