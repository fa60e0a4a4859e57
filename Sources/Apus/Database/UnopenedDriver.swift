import ApusSQL

/// Stands for a database that a command does not open.
struct UnopenedDriver: DatabaseDriver {
    let dialect: any Dialect

    func run(_ statement: Statement) async throws(DatabaseError) -> Rows {
        throw refusal
    }

    func begin(_ options: TransactionOptions) async throws(DatabaseError) -> any DatabaseTransaction {
        throw refusal
    }

    func close() async {}

    private var refusal: DatabaseError {
        DatabaseError(.closed, message: "this command opens no database, so configure cannot run statements")
    }
}
