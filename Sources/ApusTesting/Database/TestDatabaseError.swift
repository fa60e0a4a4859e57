/// Why a test got no database.
struct TestDatabaseError: Error, CustomStringConvertible {
    let description: String

    static let noPostgres = TestDatabaseError(
        description:
            "set APUS_TEST_POSTGRES to the URL of a PostgreSQL server for tests: postgres://user:password@host/db"
    )
    static let invalidURL = TestDatabaseError(description: "APUS_TEST_POSTGRES is not a URL")
}
