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
        case running(Listener)
        case stopped
    }

    private let responder: Responder
    private let configuration: ServerConfiguration
    private let logger: Logger
    private let group: MultiThreadedEventLoopGroup
    private let state = Mutex(State.idle)
    private let loops = Mutex<[NIOLoopBound<ServerLoop>]>([])

    /// Makes a server; it does not listen yet.
    ///
    /// - Parameters:
    ///   - router: The routes, which are compiled now.
    ///   - configuration: Where to listen, and the limits.
    ///   - logger: Where the server logs, and what ``Request/logger`` is built on.
    /// - Throws: ``RoutingError`` when the routes contradict each other.
    public init(
        _ router: Router,
        configuration: ServerConfiguration = ServerConfiguration(),
        logger: Logger = Logger(label: "apus.server"),
    ) throws(RoutingError) {
        responder = try router.compile()
        self.configuration = configuration
        self.logger = logger
        group = .singleton
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
        let loops = await makeLoops()
        self.loops.withLock { $0 = loops }
        let listener: Listener
        do {
            listener = try await Listener(
                configuration: configuration,
                group: group,
                logger: logger,
                loops: Dictionary(uniqueKeysWithValues: loops.map { (ObjectIdentifier($0.eventLoop), $0) })
            )
        } catch {
            await stopLoops()
            throw error
        }
        state.withLock { $0 = .running(listener) }
        logger.info("Serving", metadata: ["address": "http://\(listener.address.hostAndPort)"])
        return listener.address
    }

    /// Stops: says that it is not ready, accepts no more connections after ``ServerConfiguration/shutdownDelay``, lets
    /// requests that have begun finish, and closes.
    ///
    /// Idle connections are kept for a moment, so that a request on its way is still answered. What has not finished
    /// after ``ServerConfiguration/shutdownTimeout`` is cut, and its handlers are cancelled.
    public func shutdown() async {
        let listener = state.withLock { state -> Listener? in
            guard case .running(let listener) = state else { return nil }
            state = .stopped
            return listener
        }
        guard let listener else { return }
        logger.info("Shutting down")
        configuration.health?.startDraining()
        // Does not wait in a task that is cancelled.
        if configuration.shutdownDelay > .zero { try? await Task.sleep(for: configuration.shutdownDelay) }
        await listener.close()
        let loops = loops.withLock { $0 }
        let deadline = group.any().scheduleTask(in: TimeAmount(configuration.shutdownTimeout)) {
            for loop in loops { loop.eventLoop.execute { loop.value.closeAll() } }
        }
        let drained = loops.map { loop in loop.eventLoop.flatSubmit { loop.value.drain() } }
        for future in drained { try? await future.get() }
        deadline.cancel()
        await stopLoops()
        logger.info("Stopped")
    }

    /// Cuts all connections.
    package func cut() async {
        for loop in loops.withLock({ $0 }) {
            try? await loop.eventLoop.submit { loop.value.closeAll() }.get()
        }
    }

    private func stopLoops() async {
        for loop in loops.withLock({ $0 }) {
            try? await loop.eventLoop.submit { loop.value.stop() }.get()
        }
    }

    private func makeLoops() async -> [NIOLoopBound<ServerLoop>] {
        var loops: [NIOLoopBound<ServerLoop>] = []
        for eventLoop in group.makeIterator() {
            let loop = try? await eventLoop.submit { [configuration, responder, logger] in
                let loop = ServerLoop(
                    eventLoop: eventLoop,
                    configuration: configuration,
                    responder: responder,
                    logger: logger
                )
                loop.start()
                return NIOLoopBound(loop, eventLoop: eventLoop)
            }.get()
            if let loop { loops.append(loop) }
        }
        return loops
    }
}

extension SocketAddress {
    /// The address as in a URL.
    fileprivate var hostAndPort: String {
        let host = ipAddress ?? "localhost"
        return "\(host.contains(":") ? "[\(host)]" : host):\(port ?? 0)"
    }
}
