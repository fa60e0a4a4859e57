/// What a driver's connections are doing at one moment.
public struct PostgresStatistics: Sendable, Hashable {
    /// The connections that are open.
    public var openConnections: Int
    /// Those of them that nobody uses.
    public var idleConnections: Int
    /// The statements that wait for a connection.
    public var waitingStatements: Int
    /// The transactions that wait for a connection.
    public var waitingTransactions: Int

    /// Makes a value to compare with.
    public init(
        openConnections: Int = 0,
        idleConnections: Int = 0,
        waitingStatements: Int = 0,
        waitingTransactions: Int = 0
    ) {
        self.openConnections = openConnections
        self.idleConnections = idleConnections
        self.waitingStatements = waitingStatements
        self.waitingTransactions = waitingTransactions
    }
}
