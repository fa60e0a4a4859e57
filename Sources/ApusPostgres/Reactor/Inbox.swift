import ApusSQL
import CLibPQ
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What other threads want from the reactor, in order. The reactor is woken only when it sleeps: while it works, sending
/// costs no system call.
final class Inbox: Sendable {
    enum Message: Sendable {
        case submit(Job)
        case cancel(Job)
        /// The transaction's handle is gone without a commit or rollback.
        case abandon(Lease)
        case opened(slot: Int, Result<OpenedConnection, DatabaseError>)
        case cancellationReturned(slot: Int, connection: Int)
        case returned(slot: Int, Job, LoanOutcome)
        case statistics(CheckedContinuation<PostgresStatistics, Never>)
        case close(CheckedContinuation<Void, Never>?)
    }

    private struct State {
        var messages: [Message] = []
        var isReceiverAsleep = false
        var isClosed = false
    }

    private let state = Mutex(State())
    /// Readable when the receiver was woken.
    let wakeDescriptor: Int32

    init() throws(DatabaseError) {
        wakeDescriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard wakeDescriptor >= 0 else {
            throw DatabaseError(.other, message: "no event descriptor could be made (errno \(errno))")
        }
    }

    deinit {
        close()
    }

    /// Sends a message; returns false when the inbox is closed, and the message is lost.
    @discardableResult
    func send(_ message: Message) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            state.messages.append(message)
            if state.isReceiverAsleep {
                state.isReceiverAsleep = false
                wake()
            }
            return true
        }
    }

    /// Moves the messages to the end of `messages`, which should be empty: its storage is then used for the next ones.
    func receive(into messages: inout [Message]) {
        state.withLock { state in
            if messages.isEmpty { swap(&messages, &state.messages) } else { messages += state.messages }
            state.messages.removeAll(keepingCapacity: true)
        }
    }

    /// The receiver is about to wait for its wake descriptor; returns false when there is a message already.
    func sleep() -> Bool {
        state.withLock { state in
            state.isReceiverAsleep = state.messages.isEmpty
            return state.isReceiverAsleep
        }
    }

    /// The receiver is awake, and has seen its wake descriptor readable if `isWoken`.
    func awake(isWoken: Bool) {
        if isWoken {
            var count: UInt64 = 0
            _ = read(wakeDescriptor, &count, MemoryLayout.size(ofValue: count))
        }
        state.withLock { $0.isReceiverAsleep = false }
    }

    /// Takes no more messages; returns those that were not received.
    @discardableResult
    func close() -> [Message] {
        state.withLock { state in
            guard !state.isClosed else { return [] }
            state.isClosed = true
            _ = systemClose(wakeDescriptor)
            defer { state.messages = [] }
            return state.messages
        }
    }

    private func wake() {
        var one: UInt64 = 1
        _ = write(wakeDescriptor, &one, MemoryLayout.size(ofValue: one))
    }
}

/// The system's `close`, which a method of that name hides.
private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
