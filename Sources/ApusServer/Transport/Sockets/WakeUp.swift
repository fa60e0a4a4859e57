#if os(Linux)
    import CLinux

    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif

    /// Wakes a thread that waits for descriptors (eventfd).
    final class WakeUp: PollSource, Sendable {
        let descriptor: Int32

        init() throws(SystemError) {
            descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
            guard descriptor >= 0 else { throw .last("eventfd") }
        }

        deinit {
            close(descriptor)
        }

        /// Wakes the thread; from any thread.
        func signal() {
            var one: UInt64 = 1
            write(descriptor, &one, MemoryLayout<UInt64>.size)
        }

        func ready(_ events: Poll.Events) {
            var count: UInt64 = 0
            read(descriptor, &count, MemoryLayout<UInt64>.size)
        }
    }
#endif
