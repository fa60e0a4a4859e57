import ApusHTTP
import Logging
import NIOCore

/// What the connections of one event loop share. It is used on that loop alone.
final class ServerLoop {
    /// A loop has as many tasks as requests that wait for something; this many are kept for the next ones.
    private static let maximumWaitingTasks = 64

    let eventLoop: any EventLoop
    let executor: LoopExecutor
    let configuration: ServerConfiguration
    let responder: Responder
    let logger: Logger

    /// What the connection ``outputOwner`` has not given to its channel yet.
    var output: ByteBuffer
    /// The connection that claimed ``output`` last; nil after it has been released.
    private(set) var outputOwner: HTTPConnection?
    var ids = IDGenerator()
    private(set) var date = DateLine()

    /// The time of the last tick. Timeouts are checked at ticks, so nothing needs a finer clock.
    private(set) var now: NIODeadline
    /// How long before ``now`` the tick before the last one was: more than the interval of ticks when the loop was busy.
    private(set) var sinceLastTick = TimeAmount.zero
    private let tick: Duration
    private var ticker: RepeatedTask?

    private var waitingTasks: [HandlerTask] = []
    private var isStopped = false

    private var connections: [ObjectIdentifier: HTTPConnection] = [:]
    private var isDraining = false
    private var isClosed = false
    private var drained: EventLoopPromise<Void>?

    init(eventLoop: any EventLoop, configuration: ServerConfiguration, responder: Responder, logger: Logger) {
        self.eventLoop = eventLoop
        self.executor = LoopExecutor(eventLoop: eventLoop)
        self.configuration = configuration
        self.responder = responder
        self.logger = logger
        self.now = .now()
        self.output = ByteBuffer()
        output.reserveCapacity(4096)
        let shortest =
            [
                configuration.headerTimeout, configuration.keepAliveTimeout, configuration.transferRatePeriod,
                configuration.lingerTimeout, configuration.shutdownIdleTimeout,
            ].min() ?? .seconds(1)
        self.tick = max(.milliseconds(10), min(.milliseconds(500), shortest / 4))
        date.update()
    }

    /// Starts the ticks.
    func start() {
        let interval = TimeAmount(tick)
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        ticker = eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in bound.value.advance() }
    }

    /// Stops the ticks and ends the tasks that wait for requests.
    func stop() {
        isStopped = true
        for task in waitingTasks { task.end() }
        waitingTasks = []
        ticker?.cancel()
        ticker = nil
    }

    /// Starts to answer `request`; see ``HandlerTask/run(_:on:)``.
    func answer(_ request: Request, for connection: HTTPConnection) -> Task<Void, Never>? {
        let task = waitingTasks.popLast() ?? HandlerTask()
        return task.run(HandlerTask.Exchange(connection: connection, request: request), on: self)
    }

    /// Keeps a task that has nothing to do.
    ///
    /// - Returns: Whether it is needed; the task ends if it is not.
    func keep(_ task: HandlerTask) -> Bool {
        guard waitingTasks.count < Self.maximumWaitingTasks, !isStopped else { return false }
        waitingTasks.append(task)
        return true
    }

    /// Prepares ``output`` for `connection`. What another one has there is sent first: a handler may write to the body of
    /// another connection's response, or read the body of its request, while its own is being served.
    func claimOutput(for connection: HTTPConnection) {
        guard outputOwner !== connection else { return }
        outputOwner?.flush()
        releaseOutput()
        outputOwner = connection
    }

    /// Forgets what is in ``output``: a channel has it, or nobody wants it any more.
    func releaseOutput() {
        output.clear()
        outputOwner = nil
    }

    func add(_ connection: HTTPConnection) {
        connections[ObjectIdentifier(connection)] = connection
        if isClosed {
            connection.close()
        } else if isDraining {
            connection.drain()
        }
    }

    func remove(_ connection: HTTPConnection) {
        connections[ObjectIdentifier(connection)] = nil
        if connections.isEmpty, let drained {
            self.drained = nil
            drained.succeed()
        }
    }

    /// Lets every connection finish the request it is at and close.
    ///
    /// - Returns: A future that succeeds when no connection is left.
    func drain() -> EventLoopFuture<Void> {
        isDraining = true
        for connection in Array(connections.values) { connection.drain() }
        guard !connections.isEmpty else { return eventLoop.makeSucceededVoidFuture() }
        let promise = drained ?? eventLoop.makePromise()
        drained = promise
        return promise.futureResult
    }

    /// Cuts every connection, also those that are still to come.
    func closeAll() {
        isClosed = true
        for connection in Array(connections.values) { connection.close() }
    }

    private func advance() {
        let last = now
        now = .now()
        sinceLastTick = now - last
        date.update()
        for connection in Array(connections.values) { connection.tick(tick) }
    }
}
