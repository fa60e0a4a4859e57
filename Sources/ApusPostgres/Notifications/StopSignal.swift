import ApusSQL
import CLibPQ
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Tells a thread that waits for descriptors to end.
final class StopSignal: Sendable {
    /// Readable once the signal was sent, for ever.
    let descriptor: Int32

    init() throws(DatabaseError) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else {
            throw DatabaseError(.other, message: "no event descriptor could be made (errno \(errno))")
        }
    }

    deinit {
        close(descriptor)
    }

    func send() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, MemoryLayout.size(ofValue: one))
    }

    /// Waits until another descriptor is readable, or some time has passed; returns false when the signal was sent.
    ///
    /// - Parameters:
    ///   - other: The other descriptor; -1 for none.
    ///   - milliseconds: The longest to wait; -1 for as long as it takes.
    func wait(or other: Int32, milliseconds: Int32) -> Bool {
        var polled = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: other, events: Int16(POLLIN), revents: 0),
        ]
        _ = poll(&polled, 2, milliseconds)
        return polled[0].revents == 0
    }
}

/// The stop signals of a driver's listeners.
final class StopSignals: Sendable {
    private struct State {
        var signals: [ObjectIdentifier: StopSignal] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())

    /// Keeps a signal; returns false when the driver is closed.
    func add(_ signal: StopSignal) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            state.signals[ObjectIdentifier(signal)] = signal
            return true
        }
    }

    func remove(_ signal: StopSignal) {
        state.withLock { state in
            state.signals[ObjectIdentifier(signal)] = nil
        }
    }

    /// Sends all signals, and takes no more.
    func close() {
        let signals = state.withLock { state in
            state.isClosed = true
            defer { state.signals = [:] }
            return state.signals.values.map { $0 }
        }
        for signal in signals { signal.send() }
    }
}
