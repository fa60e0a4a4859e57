import ApusCore
import ApusSQL
import CLibPQ

/// Opens a connection, listens, and passes on what it hears; again and again, until it is told to stop.
struct ListenerThread: Sendable {
    private typealias Continuation = AsyncStream<PostgresNotification>.Continuation

    let opener: ConnectionOpener
    let channels: [String]
    let stop: StopSignal

    func start(_ continuation: AsyncStream<PostgresNotification>.Continuation) throws(DatabaseError) {
        do throws(DedicatedThread.StartFailure) {
            try DedicatedThread.start(name: "apus-pg-listen") {
                run(continuation)
                continuation.finish()
            }
        } catch {
            throw DatabaseError(.other, message: "no thread could be started (errno \(error.errorCode))")
        }
    }

    private func run(_ continuation: Continuation) {
        var backoff = Backoff()
        var listener = Listener(continuation: continuation)
        while true {
            if case .success(let opened) = opener.connect() {
                defer { PQfinish(opened.handle) }
                if listen(on: opened.handle) {
                    backoff.succeeded()
                    listener.connected()
                    guard hear(opened.handle, &listener) else { return }
                }
            }
            let now = ContinuousClock.now
            backoff.failed(at: now)
            let pause = backoff.end.map { ($0 - now).roundedUp(to: .milliseconds(1)) } ?? 0
            guard stop.wait(or: -1, milliseconds: Int32(truncatingIfNeeded: pause)) else { return }
        }
    }

    private func listen(on handle: OpaquePointer) -> Bool {
        channels.allSatisfy { channel in
            var sql = "listen "
            PostgresDialect().quote(channel, into: &sql)
            let result = PQexec(handle, sql)
            defer { PQclear(result) }
            return PQresultStatus(result) == PGRES_COMMAND_OK
        }
    }

    /// Passes on notifications until the connection breaks; returns false when told to stop.
    private func hear(_ handle: OpaquePointer, _ listener: inout Listener) -> Bool {
        while true {
            while let notification = PQnotifies(handle) {
                listener.heard(
                    .notified(
                        channel: String(cString: notification.pointee.relname),
                        payload: String(cString: notification.pointee.extra)
                    )
                )
                PQfreemem(notification)
            }
            guard stop.wait(or: PQsocket(handle), milliseconds: -1) else { return false }
            guard PQconsumeInput(handle) == 1 else { return true }
        }
    }

    /// What has been passed on, and whether something could not be.
    private struct Listener {
        let continuation: Continuation
        private var hasListened = false
        private var hasMissed = false

        init(continuation: Continuation) {
            self.continuation = continuation
        }

        mutating func connected() {
            if hasListened { miss() } else { continuation.yield(.listening) }
            hasListened = true
        }

        mutating func heard(_ notification: PostgresNotification) {
            if hasMissed { miss() }
            if !hasMissed, case .dropped = continuation.yield(notification) { hasMissed = true }
        }

        /// When there is no room for telling, the next notification tries again.
        private mutating func miss() {
            hasMissed = false
            if case .dropped = continuation.yield(.missed) { hasMissed = true }
        }
    }
}
