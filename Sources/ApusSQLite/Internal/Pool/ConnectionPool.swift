internal import ApusSQL
import Synchronization

/// Gives connections to those who need one, first come, first served.
final class ConnectionPool: Sendable {
    private struct State {
        var idle: [Worker]
        /// The workers that transactions hold.
        var leased: [Worker] = []
        var waiting = WaitingLine()
        /// How many workers have not stopped yet.
        var runningCount: Int
        var isClosing = false
        var isWatchingDeadlines = false
        /// Who waits until all workers have stopped.
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    /// Whether the connections may write. Single statements share a transaction then.
    let writes: Bool
    private let workers: [Worker]
    private let acquireTimeout: Duration
    private let state: Mutex<State>

    /// Makes a pool.
    ///
    /// - Parameters:
    ///   - workers: The workers, none of them in use.
    ///   - writes: Whether their connections may write.
    ///   - acquireTimeout: How long anyone waits for a worker.
    init(_ workers: [Worker], writes: Bool, acquireTimeout: Duration) {
        self.workers = workers
        self.writes = writes
        self.acquireTimeout = acquireTimeout
        state = Mutex(State(idle: workers, runningCount: workers.count))
    }

    deinit {
        // Nobody holds a lease any more, because who does holds the pool.
        for worker in workers {
            worker.stop(tidyingUp: writes) {}
        }
    }

    // MARK: Taking

    /// Takes a worker, when one is idle and nobody waits; ``finished(_:)`` or ``release(_:)`` gives it back.
    func takeIdle() -> Worker? {
        state.withLock { state in
            state.isClosing || !state.waiting.isEmpty ? nil : state.idle.popLast()
        }
    }

    /// Runs a statement on a worker's thread, as soon as one is free.
    func run(_ statement: Statement) async throws(DatabaseError) -> Rows {
        let flag = CancellationFlag()
        return try await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let job = StatementJob(statement, flag: flag) { continuation.resume(returning: $0) }
                enter(.statement(job))
            }
        } onCancel: {
            cancel(flag)
        }.get()
    }

    /// Goes on with a statement that proved too slow for the caller's thread, on a worker that the caller took.
    func run(_ statement: Statement, on worker: Worker) async throws(DatabaseError) -> Rows {
        let flag = CancellationFlag()
        return try await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                worker.run(StatementJob(statement, flag: flag) { continuation.resume(returning: $0) }, of: self)
            }
        } onCancel: {
            flag.set()
        }.get()
    }

    /// Takes a worker for a transaction; ``release(_:)`` gives it back.
    func lease() async throws(DatabaseError) -> Worker {
        let flag = CancellationFlag()
        return try await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                enter(.lease(LeaseRequest(flag: flag) { continuation.resume(returning: $0) }))
            }
        } onCancel: {
            cancel(flag)
        }.get()
    }

    private enum Entrance {
        case granted(Worker)
        case refused(DatabaseError)
        case waiting(watchDeadlines: Bool)
    }

    private func enter(_ content: WaitingLine.Entry.Content) {
        let entry = WaitingLine.Entry(content: content, deadline: .now + acquireTimeout)
        let entrance = state.withLock { state -> Entrance in
            // The task may have been cancelled before there was anything to take out of the line.
            if entry.flag.isSet { return .refused(.cancelled()) }
            if state.isClosing { return .refused(.closed()) }
            if state.waiting.isEmpty, let worker = state.idle.popLast() {
                if case .lease = content { state.leased.append(worker) }
                return .granted(worker)
            }
            state.waiting.append(entry)
            defer { state.isWatchingDeadlines = true }
            return .waiting(watchDeadlines: !state.isWatchingDeadlines)
        }
        switch entrance {
        case .granted(let worker): entry.grant(worker, of: self)
        case .refused(let error): entry.refuse(error)
        case .waiting(let watchDeadlines): if watchDeadlines { watch(until: entry.deadline) }
        }
    }

    // MARK: Giving back

    /// Takes the statement at the head of the line, for a worker that serves already.
    func takeStatement() -> StatementJob? {
        state.withLock { $0.waiting.popStatement() }
    }

    /// Gives a worker back, on its own thread.
    ///
    /// - Returns: The next statement, when it is a statement's turn: the worker is still taken then.
    func finished(_ worker: Worker) -> StatementJob? {
        enum Next {
            case statement(StatementJob)
            case lease(LeaseRequest)
            case idle
            case stop
        }
        let next = state.withLock { state -> Next in
            state.leased.removeAll { $0 === worker }
            switch state.waiting.popFirst()?.content {
            case .statement(let job):
                return .statement(job)
            case .lease(let request):
                state.leased.append(worker)
                return .lease(request)
            case nil:
                if state.isClosing { return .stop }
                state.idle.append(worker)
                return .idle
            }
        }
        switch next {
        case .statement(let job): return job
        case .lease(let request): request.answer(.success(worker))
        case .idle: break
        case .stop: stop(worker)
        }
        return nil
    }

    /// Gives a worker back, on any thread.
    func release(_ worker: Worker) {
        if let job = finished(worker) { worker.run(job, of: self) }
    }

    // MARK: Not waiting any more

    private func cancel(_ flag: CancellationFlag) {
        flag.set()
        state.withLock { $0.waiting.remove(flag) }?.refuse(.cancelled())
    }

    /// Refuses those who have waited too long. One task does so for all, and ends when nobody waits.
    private func watch(until deadline: ContinuousClock.Instant) {
        Task.detached { [weak self] in
            var next: ContinuousClock.Instant? = deadline
            while let deadline = next {
                try? await Task.sleep(until: deadline)
                guard let self else { return }
                next = self.refuseExpired()
            }
        }
    }

    private func refuseExpired() -> ContinuousClock.Instant? {
        let (expired, next, leasedCount) = state.withLock { state in
            let expired = state.waiting.popExpired(at: .now)
            let next = state.waiting.first?.deadline
            state.isWatchingDeadlines = next != nil
            return (expired, next, state.leased.count)
        }
        let message = "no connection came free within \(acquireTimeout); transactions hold \(leasedCount) of "
        for entry in expired {
            entry.refuse(DatabaseError(.poolTimeout, message: message + "\(workers.count)"))
        }
        return next
    }

    // MARK: Closing

    /// Refuses whatever comes from now on.
    func refuseNewcomers() {
        state.withLock { $0.isClosing = true }
    }

    /// Closes all connections. Who has or waits for one may finish; who is not done within the time that one may wait
    /// for a connection is interrupted, and transactions are rolled back.
    func close() async {
        let idle = state.withLock { state in
            state.isClosing = true
            defer { state.idle = [] }
            return state.idle
        }
        for worker in idle { stop(worker) }
        let alarm = Task.detached { [self] in
            guard (try? await Task.sleep(for: acquireTimeout)) != nil else { return }
            revoke()
        }
        await withCheckedContinuation { closer in
            let isClosed = state.withLock { state in
                guard state.runningCount > 0 else { return true }
                state.closers.append(closer)
                return false
            }
            if isClosed { closer.resume() }
        }
        alarm.cancel()
    }

    private func revoke() {
        for worker in workers { worker.interrupt() }
        for worker in state.withLock({ $0.leased }) { stop(worker) }
    }

    private func stop(_ worker: Worker) {
        worker.stop(tidyingUp: writes) { [self] in
            let closers = state.withLock { state -> [CheckedContinuation<Void, Never>] in
                state.runningCount -= 1
                guard state.runningCount == 0 else { return [] }
                defer { state.closers = [] }
                return state.closers
            }
            for closer in closers { closer.resume() }
        }
    }
}

extension WaitingLine.Entry {
    fileprivate func grant(_ worker: Worker, of pool: ConnectionPool) {
        switch content {
        case .statement(let job): worker.run(job, of: pool)
        case .lease(let request): request.answer(.success(worker))
        }
    }

    fileprivate func refuse(_ error: DatabaseError) {
        switch content {
        case .statement(let job):
            var error = error
            error.sql = job.statement.sql
            job.finish(.failure(error))
        case .lease(let request):
            request.answer(.failure(error))
        }
    }
}
