internal import ApusCore
internal import ApusSQL
internal import Dispatch
import Synchronization

/// A thread with a connection.
///
/// Whoever holds the worker's lease sends it work, one piece after the other, or uses the connection on a thread of its
/// own while the worker's sleeps.
final class Worker: Sendable {
    /// A piece of work. Nil instead of a connection tells that it is closed.
    typealias Work = @Sendable (Connection?) -> Void

    private enum Letter: Sendable {
        case work(Work)
        case statement(StatementJob, ConnectionPool)
        case stop(tidyingUp: Bool, stopped: @Sendable () -> Void)
    }

    private struct Mailbox {
        var letters: [Letter] = []
        var isStopping = false
        /// The flag of what runs now.
        var running: CancellationFlag?
    }

    let connection: Connection
    private let mailbox = Mutex(Mailbox())
    private let letterCount = DispatchSemaphore(value: 0)

    private init(_ connection: Connection) {
        self.connection = connection
    }

    /// Starts a thread and opens a connection on it.
    static func start(
        _ configuration: SQLiteConfiguration,
        as role: Connection.Role
    ) async throws(DatabaseError) -> Worker {
        let result: Result<Worker, DatabaseError> = await withCheckedContinuation { continuation in
            do throws(DedicatedThread.StartFailure) {
                try DedicatedThread.start(name: role == .reader ? "sqlite-reader" : "sqlite-writer") {
                    let opened = Result { () throws(DatabaseError) in
                        Worker(try Connection.open(configuration, as: role))
                    }
                    continuation.resume(returning: opened)
                    if case .success(let worker) = opened { worker.work() }
                }
            } catch {
                let message = "the system allows no further thread (error \(error.errorCode))"
                continuation.resume(returning: .failure(DatabaseError(.other, message: message)))
            }
        }
        return try result.get()
    }

    /// Does a piece of work on the worker's thread. For the holder of the lease.
    ///
    /// - Parameters:
    ///   - isCancellable: Whether the task's cancellation stops the work.
    ///   - body: The work.
    func perform<Value: Sendable>(
        isCancellable: Bool = true,
        _ body: @escaping @Sendable (Connection, CancellationFlag) throws(DatabaseError) -> Value
    ) async throws(DatabaseError) -> Value {
        let flag = CancellationFlag()
        let result: Result<Value, DatabaseError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                send { [self] connection in
                    guard let connection else { return continuation.resume(returning: .failure(.closed())) }
                    mailbox.withLock { $0.running = flag }
                    let result = Result { () throws(DatabaseError) in
                        guard !flag.isSet else { throw .cancelled() }
                        return try body(connection, flag)
                    }
                    mailbox.withLock { $0.running = nil }
                    continuation.resume(returning: result)
                }
            }
        } onCancel: {
            if isCancellable { flag.set() }
        }
        return try result.get()
    }

    /// Runs a statement and those that wait after it, and gives the lease back to the pool. For the holder of the lease.
    func run(_ job: StatementJob, of pool: ConnectionPool) {
        if !post(.statement(job, pool)) { job.finish(.failure(.closed(job.statement))) }
    }

    /// Closes the connection after the work that was sent before, and ends the thread.
    func stop(tidyingUp: Bool, stopped: @escaping @Sendable () -> Void) {
        post(.stop(tidyingUp: tidyingUp, stopped: stopped))
    }

    /// Stops what runs now.
    func interrupt() {
        mailbox.withLock { $0.running }?.set()
    }

    private func send(_ work: @escaping Work) {
        if !post(.work(work)) { work(nil) }
    }

    @discardableResult
    private func post(_ letter: Letter) -> Bool {
        let isAccepted = mailbox.withLock { mailbox in
            guard !mailbox.isStopping else { return false }
            if case .stop = letter { mailbox.isStopping = true }
            mailbox.letters.append(letter)
            return true
        }
        if isAccepted { letterCount.signal() }
        return isAccepted
    }

    /// What the thread does.
    private func work() {
        while true {
            letterCount.wait()
            let letter = mailbox.withLock { $0.letters.isEmpty ? nil : $0.letters.removeFirst() }
            switch letter {
            case .work(let work):
                work(connection)
            case .statement(let job, let pool):
                serve(job, of: pool)
            case .stop(let tidyingUp, let stopped):
                if tidyingUp { connection.tidyUp() }
                connection.close()
                return stopped()
            case nil:
                break
            }
        }
    }

    private func serve(_ first: StatementJob, of pool: ConnectionPool) {
        var upcoming: StatementJob? = first
        while let job = upcoming {
            mailbox.withLock { $0.running = job.flag }
            if pool.writes {
                CommitGroup.run(job, on: connection, next: pool.takeStatement)
            } else {
                job.run(on: connection)
            }
            mailbox.withLock { $0.running = nil }
            upcoming = pool.finished(self)
        }
    }
}
