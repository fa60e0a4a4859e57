package import ApusCore
package import ApusHTTP
package import Logging
import NIOCore

/// What the connections of one event loop share. It is used on that loop alone.
package final class ServerLoop {
    /// How many bytes are read at a time, at most.
    private static let inputCapacity = 64 * 1024

    /// A loop has as many tasks as requests that wait for something; this many are kept for the next ones.
    private static let maximumWaitingTasks = 64

    package let loop: any Loop
    package let executor: LoopExecutor
    package let configuration: ServerConfiguration
    package let responder: Responder
    package let logger: Logger

    /// The memory that was last read into, if nobody has kept it.
    private var spareInput: ByteBuffer?
    /// What the connection ``outputOwner`` has not given to its transport yet.
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
    private var ticker: Ticker?

    private var waitingTasks: [HandlerTask] = []
    private var isStopped = false

    private var connections: [ObjectIdentifier: any ServedConnection] = [:]
    private var isDraining = false
    private var isClosed = false
    private var whenDrained: [() -> Void] = []

    init(loop: any Loop, configuration: ServerConfiguration, responder: Responder, logger: Logger) {
        self.loop = loop
        self.executor = LoopExecutor(loop: loop)
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

    /// The value of `Date` for a response that is sent now.
    package var dateText: String { date.text }

    /// Makes the identity of a request.
    package func makeRequestID() -> RequestID { RequestID(using: &ids) }

    /// Starts the ticks.
    func start() {
        ticker = loop.every(tick) { self.advance() }
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

    /// An empty buffer to read into.
    func takeInput() -> ByteBuffer {
        var buffer = spareInput ?? ByteBuffer()
        spareInput = nil
        // If a handler has kept a part of what was read before, this allocates new memory.
        buffer.clear(minimumCapacity: Self.inputCapacity)
        return buffer
    }

    /// Keeps the memory of `buffer`, whose bytes have been used, for the next read.
    func keepInput(_ buffer: ByteBuffer) {
        spareInput = buffer
    }

    /// Prepares ``output`` for `connection`. What another one has there is sent first: a handler may write to the body of
    /// another connection's response, or read the body of its request, while its own is being served.
    func claimOutput(for connection: HTTPConnection) {
        guard outputOwner !== connection else { return }
        outputOwner?.flush()
        releaseOutput()
        outputOwner = connection
    }

    /// Takes what is in ``output`` to give it to a transport, which may tell the connection things meanwhile.
    func takeOutput() -> ByteBuffer {
        let bytes = output
        output = ByteBuffer()
        outputOwner = nil
        return bytes
    }

    /// Keeps the memory of `buffer`, which is empty, for the next ``output``.
    func keepOutput(_ buffer: ByteBuffer) {
        if outputOwner == nil { output = buffer }
    }

    /// Forgets what is in ``output``, which nobody wants any more.
    func releaseOutput() {
        output.clear()
        outputOwner = nil
    }

    /// Counts `connection` among those that get ticks and take part in the shutdown.
    package func add(_ connection: any ServedConnection) {
        connections[ObjectIdentifier(connection)] = connection
        if isClosed {
            connection.close()
        } else if isDraining {
            connection.drain()
        }
    }

    /// Forgets `connection`, which is closed or has become another one.
    package func remove(_ connection: any ServedConnection) {
        connections[ObjectIdentifier(connection)] = nil
        guard connections.isEmpty else { return }
        let whenDrained = whenDrained
        self.whenDrained = []
        for call in whenDrained { call() }
    }

    /// Lets every connection finish the request it is at and close.
    ///
    /// - Parameter completion: Called when no connection is left.
    func drain(_ completion: @escaping () -> Void) {
        isDraining = true
        for connection in Array(connections.values) { connection.drain() }
        if connections.isEmpty { completion() } else { whenDrained.append(completion) }
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
