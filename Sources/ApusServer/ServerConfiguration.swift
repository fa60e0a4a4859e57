public import ApusHTTP

/// Where a server listens, and how much it puts up with.
///
/// Every limit is on by default, at a value that an ordinary client never notices.
public struct ServerConfiguration: Sendable {
    /// The address to listen on: an IP address or a name. The default can be reached from this machine alone;
    /// `0.0.0.0` and `::` stand for every address.
    public var host: String

    /// The port to listen on; 0 lets the system choose.
    public var port: Int

    /// The most connections that are served at a time. The requests of further ones are answered with 503 and
    /// `Retry-After`; when there are an eighth more, clients wait to be accepted.
    public var maximumConnections = 16_384

    /// How many connections may wait to be accepted; the system may have a lower limit.
    public var backlog = 4_096

    /// The most bytes of a request line and header section; 431 beyond.
    public var maximumHeaderBytes = 32 * 1024

    /// The most header fields of a request; 431 beyond.
    public var maximumHeaderFields = 100

    /// The most bytes of a request target; 414 beyond.
    public var maximumTargetBytes = 8 * 1024

    /// The most bytes of a request body; 413 beyond.
    public var maximumBodyBytes = 16 * 1024 * 1024

    /// How much of a request body may wait in memory for a handler that reads it piece by piece, in bytes. Reading
    /// from the client stops there.
    public var bodyBufferBytes = 64 * 1024

    /// How many bytes of a body that no handler has read are dropped to keep the connection; it is closed beyond.
    public var maximumDiscardedBytes = 256 * 1024

    /// How long the head of a request may take, from its first byte, or from the start of the connection.
    public var headerTimeout: Duration = .seconds(10)

    /// How long a connection may be idle between two requests.
    public var keepAliveTimeout: Duration = .seconds(60)

    /// The least bytes a second at which a client has to send a body that is waited for, and to receive a response.
    /// A slower connection is closed.
    public var minimumTransferRate = 240

    /// The time over which ``minimumTransferRate`` is measured.
    public var transferRatePeriod: Duration = .seconds(10)

    /// How long a client has to close its side after the server has closed its own.
    public var lingerTimeout: Duration = .seconds(2)

    /// What tells balancers whether the server is ready: it says no from the beginning of a shutdown on.
    public var health: Health?

    /// How long the server goes on as before at the beginning of a shutdown, so that balancers notice in time that it is
    /// not ready any more.
    public var shutdownDelay: Duration = .zero

    /// How long an idle connection is kept at shutdown, so that a request on its way is still answered.
    public var shutdownIdleTimeout: Duration = .seconds(1)

    /// How long requests have to finish at shutdown before their connections are cut.
    public var shutdownTimeout: Duration = .seconds(30)

    /// Makes a configuration with the default limits.
    ///
    /// - Parameters:
    ///   - host: The address to listen on.
    ///   - port: The port to listen on; 0 lets the system choose.
    public init(host: String = "127.0.0.1", port: Int = 8080) {
        self.host = host
        self.port = port
    }
}
