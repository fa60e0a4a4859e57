#if os(Linux)
    import CLinux

    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif

    /// The kernel's list of descriptors to watch (epoll, level-triggered), and what to tell when one is ready.
    ///
    /// It is used by one thread.
    struct Poll: ~Copyable {
        /// What a descriptor is watched for, and what it is ready for.
        struct Events: OptionSet {
            let rawValue: UInt32

            static let input = Events(EPOLLIN)
            static let output = Events(EPOLLOUT)
            /// An error, or both directions are closed. It is always watched for.
            static let failure = Events(rawValue: EPOLLERR.rawValue | EPOLLHUP.rawValue)
            /// Only one of the polls that watch the same descriptor is woken.
            static let exclusive = Events(EPOLLEXCLUSIVE)

            init(rawValue: UInt32) {
                self.rawValue = rawValue
            }

            private init(_ event: EPOLL_EVENTS) {
                rawValue = event.rawValue
            }
        }

        /// One descriptor that is watched.
        private struct Slot {
            var source: (any PollSource)?
            /// Counts the sources that have had this descriptor, so that an event which was meant for an earlier one is
            /// noticed: the kernel may report it in the same batch in which the descriptor was closed and used again.
            var generation: UInt32 = 0
        }

        private static let capacity = 256

        private let descriptor: Int32
        private let events: UnsafeMutablePointer<epoll_event>
        private var slots: [Slot] = []

        init() throws(SystemError) {
            descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
            guard descriptor >= 0 else { throw .last("epoll_create1") }
            events = .allocate(capacity: Self.capacity)
        }

        deinit {
            events.deallocate()
            close(descriptor)
        }

        /// Watches `descriptor` and keeps `source` until it is removed.
        mutating func add(_ descriptor: Int32, _ source: any PollSource, for events: Events) throws(SystemError) {
            while slots.count <= Int(descriptor) { slots.append(Slot()) }
            slots[Int(descriptor)].generation &+= 1
            try control(EPOLL_CTL_ADD, descriptor, events)
            slots[Int(descriptor)].source = source
        }

        /// Watches `descriptor` for other events.
        func modify(_ descriptor: Int32, for events: Events) throws(SystemError) {
            try control(EPOLL_CTL_MOD, descriptor, events)
        }

        /// Forgets `descriptor`, which must be closed only after that.
        mutating func remove(_ descriptor: Int32) {
            guard slots.indices.contains(Int(descriptor)) else { return }
            var unused = epoll_event()
            epoll_ctl(self.descriptor, EPOLL_CTL_DEL, descriptor, &unused)
            slots[Int(descriptor)].source = nil
        }

        /// Waits until something is ready.
        ///
        /// - Parameter milliseconds: The longest time to wait.
        /// - Returns: How many descriptors are ready.
        func wait(milliseconds: Int32) -> Int {
            max(0, Int(epoll_wait(descriptor, events, Int32(Self.capacity), milliseconds)))
        }

        /// What is ready at `index` of the last ``wait(milliseconds:)``; nil when it has been removed since.
        func ready(at index: Int) -> (source: any PollSource, events: Events)? {
            let event = events[index]
            let slot = slots[Int(event.data.u64 & 0xFFFF_FFFF)]
            guard slot.generation == UInt32(truncatingIfNeeded: event.data.u64 >> 32), let source = slot.source else {
                return nil
            }
            return (source, Events(rawValue: event.events))
        }

        private func control(_ operation: Int32, _ descriptor: Int32, _ events: Events) throws(SystemError) {
            var event = epoll_event()
            event.events = events.rawValue
            event.data.u64 = UInt64(slots[Int(descriptor)].generation) << 32 | UInt64(UInt32(bitPattern: descriptor))
            guard epoll_ctl(self.descriptor, operation, descriptor, &event) == 0 else { throw .last("epoll_ctl") }
        }
    }

    /// What is told that its descriptor is ready.
    protocol PollSource: AnyObject {
        /// The descriptor is ready for `events`.
        func ready(_ events: Poll.Events)
    }
#endif
