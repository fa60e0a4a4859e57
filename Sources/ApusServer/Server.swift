public import ApusHTTP
public import Logging
public import NIOCore
import NIOPosix
import Synchronization

/// Serves the routes of a ``Router`` over HTTP/1.1.
///
/// ```swift
/// let router = Router()
/// router.get("/") { _ in "Hello" }
/// try await Server(router, configuration: .init(port: 8080)).run()
/// ```
///
/// Handlers run on the event loop of their connection. They must not block it: a handler that computes for long or
/// calls something that blocks has to move that elsewhere.
public final class Server: Sendable {
    private enum State: Sendable {
        case idle
        case starting
        case running(any Acceptor)
        case stopped
    }

    private let responder: Responder
    private let configuration: ServerConfiguration
    private let logger: Logger
    private let transport: TransportKind
    private let state = Mutex(State.idle)
    private let loops = Mutex<[LoopBound<ServerLoop>]>([])

    /// Makes a server; it does not listen yet.
    ///
    /// - Parameters:
    ///   - router: The routes, which are compiled now.
    ///   - configuration: Where to listen, and the limits.
    ///   - logger: Where the server logs, and what ``Request/logger`` is built on.
    /// - Throws: ``RoutingError`` when the routes contradict each other.
    public convenience init(
        _ router: Router,
        configuration: ServerConfiguration = ServerConfiguration(),
        logger: Logger = Logger(label: "apus.server"),
    ) throws(RoutingError) {
        try self.init(router, configuration: configuration, logger: logger, transport: .sockets)
    }

    /// Makes a server with a transport other than the usual one.
    package init(
        _ router: Router,
        configuration: ServerConfiguration,
        logger: Logger,
        transport: TransportKind
    ) throws(RoutingError) {
        responder = try router.compile()
        self.configuration = configuration
        self.logger = logger
        self.transport = transport
    }

    /// Serves until the process is asked to stop by SIGTERM or SIGINT, or the task is cancelled; then finishes what
    /// has begun, as ``shutdown()`` does. A second signal cuts all connections.
    ///
    /// - Throws: ``ServerError`` when it cannot listen.
    public func run() async throws {
        let watcher = SignalWatcher()
        try await start()
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { [signals = watcher.signals] in
                for await _ in signals { return }
            }
            await tasks.next()
        }
        await withTaskGroup(of: Bool.self) { tasks in
            tasks.addTask {
                await self.shutdown()
                return true
            }
            tasks.addTask { [signals = watcher.signals] in
                for await _ in signals { return false }
                return true
            }
            if await tasks.next() == false { await self.cut() }
            tasks.cancelAll()
        }
        withExtendedLifetime(watcher) {}
    }

    /// Starts to serve and returns at once.
    ///
    /// - Returns: The address at which the server listens, with the port that the system chose if it was 0.
    /// - Throws: ``ServerError`` when it cannot listen or has been started before.
    @discardableResult
    public func start() async throws(ServerError) -> SocketAddress {
        let isFirst = state.withLock { state in
            guard case .idle = state else { return false }
            state = .starting
            return true
        }
        guard isFirst else {
            throw ServerError(code: .alreadyStarted, message: "A server can be started once.")
        }
        let acceptor: any Acceptor
        do {
            acceptor = try await listen()
        } catch {
            await stopLoops()
            throw error
        }
        state.withLock { $0 = .running(acceptor) }
        logger.info("Serving", metadata: ["address": "http://\(acceptor.address.hostAndPort)"])
        return acceptor.address
    }

    /// Stops: says that it is not ready, accepts no more connections after ``ServerConfiguration/shutdownDelay``, lets
    /// requests that have begun finish, and closes.
    ///
    /// Idle connections are kept for a moment, so that a request on its way is still answered. What has not finished
    /// after ``ServerConfiguration/shutdownTimeout`` is cut, and its handlers are cancelled.
    public func shutdown() async {
        let acceptor = state.withLock { state -> (any Acceptor)? in
            guard case .running(let acceptor) = state else { return nil }
            state = .stopped
            return acceptor
        }
        guard let acceptor else { return }
        logger.info("Shutting down")
        configuration.health?.startDraining()
        // Does not wait in a task that is cancelled.
        if configuration.shutdownDelay > .zero { try? await Task.sleep(for: configuration.shutdownDelay) }
        await acceptor.stop()
        let deadline = Task { [timeout = configuration.shutdownTimeout] in
            try await Task.sleep(for: timeout)
            await self.cut()
        }
        await drain()
        deadline.cancel()
        await stopLoops()
        logger.info("Stopped")
    }

    /// Waits until no connection is left.
    private func drain() async {
        await withTaskGroup(of: Void.self) { tasks in
            for loop in loops.withLock({ $0 }) {
                tasks.addTask {
                    await withCheckedContinuation { continuation in
                        loop.loop.execute { loop.value.drain { continuation.resume() } }
                    }
                }
            }
        }
    }

    /// Cuts all connections.
    package func cut() async {
        for loop in loops.withLock({ $0 }) { await loop.loop.run { loop.value.closeAll() } }
    }

    private func stopLoops() async {
        for loop in loops.withLock({ $0 }) { await loop.loop.run { loop.value.stop() } }
    }

    // MARK: Transports

    private func listen() async throws(ServerError) -> any Acceptor {
        #if os(Linux)
            if case .sockets = transport { return try await listenWithSockets() }
        #endif
        if case .channels(let initialize) = transport { return try await listenWithNIO(initialize) }
        return try await listenWithNIO { channel, loop in
            try channel.pipeline.syncOperations.addHandler(NIOTransport { HTTPConnection($0, on: loop) })
        }
    }

    #if os(Linux)
        private func listenWithSockets() async throws(ServerError) -> any Acceptor {
            let socketLoops: [SocketLoop]
            do {
                socketLoops = try SocketLoop.shared()
            } catch {
                throw ServerError(code: .cannotListen, message: "Cannot start the loops: \(error)")
            }
            let servers = await makeServerLoops(on: socketLoops)
            return try await SocketAcceptor(configuration: configuration, loops: Array(zip(socketLoops, servers)))
        }
    #endif

    private func listenWithNIO(
        _ initialize: @escaping @Sendable (any Channel, ServerLoop) throws -> Void
    ) async throws(ServerError) -> any Acceptor {
        let group = MultiThreadedEventLoopGroup.singleton
        let eventLoops = Array(group.makeIterator())
        let servers = await makeServerLoops(on: eventLoops.map(NIOLoop.init))
        return try await NIOAcceptor(
            configuration: configuration,
            group: group,
            logger: logger,
            loops: Dictionary(uniqueKeysWithValues: zip(eventLoops.map { ObjectIdentifier($0) }, servers)),
            initialize: initialize
        )
    }

    private func makeServerLoops(on loops: [any Loop]) async -> [LoopBound<ServerLoop>] {
        var servers: [LoopBound<ServerLoop>] = []
        for loop in loops {
            let server = await loop.run { [configuration, responder, logger] in
                let server = ServerLoop(loop: loop, configuration: configuration, responder: responder, logger: logger)
                server.start()
                return LoopBound(server, on: loop)
            }
            servers.append(server)
        }
        self.loops.withLock { $0 = servers }
        return servers
    }
}

extension SocketAddress {
    /// The address as in a URL.
    fileprivate var hostAndPort: String {
        let host = ipAddress ?? "localhost"
        return "\(host.contains(":") ? "[\(host)]" : host):\(port ?? 0)"
    }
}
