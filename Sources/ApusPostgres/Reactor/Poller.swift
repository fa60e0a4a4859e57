import ApusSQL
import CLibPQ

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Waits for many descriptors at once, with Linux's epoll. Every descriptor is watched for input, and for output only
/// while there is some that did not fit.
final class Poller: Sendable {
    struct Event {
        let token: Int
        let isReadable: Bool
        let isWritable: Bool
    }

    /// What is not handled now is reported again.
    private static let mostEvents = 64

    private let descriptor: Int32

    init() throws(DatabaseError) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else {
            throw DatabaseError(.other, message: "no epoll descriptor could be made (errno \(errno))")
        }
    }

    deinit {
        close(descriptor)
    }

    /// Starts to watch a descriptor; returns false when the system refuses.
    func add(_ watched: Int32, token: Int) -> Bool {
        control(EPOLL_CTL_ADD, watched, EPOLLIN.rawValue, token)
    }

    func setWantsOutput(_ wantsOutput: Bool, _ watched: Int32, token: Int) -> Bool {
        control(EPOLL_CTL_MOD, watched, wantsOutput ? EPOLLIN.rawValue | EPOLLOUT.rawValue : EPOLLIN.rawValue, token)
    }

    /// Stops watching a descriptor, which must still be open.
    func remove(_ watched: Int32) {
        _ = control(EPOLL_CTL_DEL, watched, 0, 0)
    }

    /// Replaces `events` by what has happened.
    ///
    /// - Parameter timeout: The longest to wait, in milliseconds; -1 for as long as it takes.
    func wait(_ events: inout [Event], timeout: Int32) {
        events.removeAll(keepingCapacity: true)
        withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: Self.mostEvents) { buffer in
            // A negative count means interrupted by a signal: nothing has happened.
            let count = epoll_wait(descriptor, buffer.baseAddress, Int32(Self.mostEvents), timeout)
            for event in buffer.prefix(Int(max(0, count))) {
                events.append(
                    Event(
                        token: Int(event.data.u32),
                        // Errors and hang-ups show when reading.
                        isReadable: event.events & ~EPOLLOUT.rawValue != 0,
                        isWritable: event.events & EPOLLOUT.rawValue != 0
                    )
                )
            }
        }
    }

    private func control(_ operation: Int32, _ watched: Int32, _ interest: UInt32, _ token: Int) -> Bool {
        var event = epoll_event(events: interest, data: epoll_data_t(u32: UInt32(truncatingIfNeeded: token)))
        return epoll_ctl(descriptor, operation, watched, &event) == 0
    }
}
