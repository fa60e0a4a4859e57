public import ApusSQL

/// Where a PostgreSQL database is, and how its connections are used.
///
/// ```swift
/// var configuration = try PostgresConfiguration(url: "postgres://atlas@db.example.com/atlas?sslmode=verify-full")
/// configuration.maximumConnections = 16
/// let driver = try PostgresDriver(configuration)
/// ```
///
/// The password is never part of a description, also not of a reflected one.
public struct PostgresConfiguration: Sendable {
    /// The most connections that are open at a time; at least 1.
    ///
    /// They are opened when they are needed. More connections than the database's machine has cores and disks to keep busy
    /// make everything slower.
    public var maximumConnections = 8

    /// How many connections are opened at once and kept, also when nobody needs them.
    public var minimumConnections = 0

    /// After how long a connection is replaced, when it is idle then or next; nil for never. Up to a tenth is taken off at
    /// random, so that connections that were opened together are not closed together.
    public var maximumLifetime: Duration? = .seconds(3600)

    /// How long a statement or transaction waits for a connection before it fails with the code `poolTimeout`, whose message
    /// names what holds the connections: transactions by the file and line where they begin.
    public var acquireTimeout: Duration = .seconds(10)

    /// How long the database may take to accept a connection before it counts as unreachable.
    public var connectTimeout: Duration = .seconds(5)

    /// After how long a connection that nobody uses is closed.
    public var idleTimeout: Duration = .seconds(600)

    /// How many prepared statements each connection keeps; the one not used for longest goes first. Zero keeps none.
    ///
    /// Say zero behind a pooler that gives each transaction another connection to the server, such as PgBouncer in its
    /// transaction mode. Otherwise the driver finds out, and then keeps none, but a transaction may fail before.
    public var statementCacheSize = 100

    /// How long the server lets a statement run before it stops it with the code `statementTimeout`; nil for as long as
    /// the database's own settings say.
    public var statementTimeout: Duration?

    /// How long the server may take to obey a cancellation or a rollback before the connection is closed instead.
    public var cancellationTimeout: Duration = .seconds(5)

    /// How long ``PostgresDriver/close()`` waits for statements and transactions before it breaks their connections.
    public var closeTimeout: Duration = .seconds(30)

    let address: ConnectionAddress

    /// Reads a connection URL, as libpq and every PostgreSQL tool understands it:
    /// `postgres://user:password@host:port/database?sslmode=require&application_name=atlas`.
    ///
    /// What is missing comes from libpq's environment variables (`PGHOST`, …), its service and password files, and last its
    /// defaults. Several hosts are separated by commas.
    ///
    /// - Parameter url: The URL; user names, passwords and the like in it are percent-encoded.
    /// - Throws: ``DatabaseError`` with the code `misuse` when it is not such a URL; the message does not quote it.
    public init(url: String) throws(DatabaseError) {
        address = try ConnectionAddress(url: url)
    }
}

extension PostgresConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The URL without the password and the parameters.
    public var description: String { address.description }

    /// The same as ``description``.
    public var debugDescription: String { description }

    /// The settings, without the address's parameters.
    public var customMirror: Mirror {
        Mirror(
            self,
            children: [
                "url": description,
                "maximumConnections": maximumConnections,
                "acquireTimeout": acquireTimeout,
                "connectTimeout": connectTimeout,
                "idleTimeout": idleTimeout,
                "statementCacheSize": statementCacheSize,
                "statementTimeout": statementTimeout as Any,
                "cancellationTimeout": cancellationTimeout,
                "closeTimeout": closeTimeout,
            ]
        )
    }
}
