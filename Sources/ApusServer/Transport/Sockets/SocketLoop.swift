#if os(Linux)
    import CLinux
    import Dispatch
    import NIOCore
    import Synchronization

    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif

    /// A thread that waits for sockets and does what is due.
    ///
    /// Each round handles the sockets that are ready, then what other threads have asked for, then what is due by the
    /// clock. The loops of a process are made once and live as long as it does.
    // Unchecked, because `poll`, `tickers` and the rest of what is not constant are used on its thread alone, which
    // `isCurrent` lets everybody check; other threads reach it through `inbox`, which is locked.
    final class SocketLoop: Loop, @unchecked Sendable {
        /// What other threads want to be done.
        private struct Inbox {
            var work: [@Sendable () -> Void] = []
            /// Whether the thread will look before it waits again.
            var isNoticed = false
        }

        private struct Repetition {
            let ticker: Ticker
            let interval: TimeAmount
            var next: NIODeadline
            let work: () -> Void
        }

        private let inbox = Mutex(Inbox())
        private let wakeUp: WakeUp
        private var poll: Poll
        private var repetitions: [Repetition] = []
        /// When the first of the repetitions is due.
        private var due = NIODeadline.distantFuture
        // Set by the thread itself before anybody else sees the loop.
        private var thread = pthread_t()

        /// One loop for each processor.
        ///
        /// - Throws: ``SystemError`` when the system has no descriptors or threads left.
        static func shared() throws(SystemError) -> [SocketLoop] {
            try pool.withLock { (loops) throws(SystemError) in
                // Those that could be made before something was missing are kept for the next time.
                while loops.count < System.coreCount { loops.append(try SocketLoop(number: loops.count)) }
                return loops
            }
        }

        private static let pool = Mutex<[SocketLoop]>([])

        private init(number: Int) throws(SystemError) {
            wakeUp = try WakeUp()
            poll = try Poll()
            try poll.add(wakeUp.descriptor, wakeUp, for: .input)
            try start(name: "apus-loop-\(number)")
        }

        var isCurrent: Bool {
            pthread_equal(pthread_self(), thread) != 0
        }

        func execute(_ work: @escaping @Sendable () -> Void) {
            let mustWake = inbox.withLock { inbox in
                inbox.work.append(work)
                defer { inbox.isNoticed = true }
                return !inbox.isNoticed
            }
            if mustWake, !isCurrent { wakeUp.signal() }
        }

        func every(_ interval: Duration, _ work: @escaping () -> Void) -> Ticker {
            let ticker = Ticker()
            let interval = TimeAmount(interval)
            let next = NIODeadline.now() + interval
            repetitions.append(Repetition(ticker: ticker, interval: interval, next: next, work: work))
            due = min(due, next)
            return ticker
        }

        // MARK: Descriptors

        /// Tells `source` when `descriptor` is ready, and keeps it until the descriptor is removed.
        func add(_ descriptor: Int32, _ source: any PollSource, for events: Poll.Events) throws(SystemError) {
            try poll.add(descriptor, source, for: events)
        }

        func modify(_ descriptor: Int32, for events: Poll.Events) throws(SystemError) {
            try poll.modify(descriptor, for: events)
        }

        /// Forgets `descriptor`, which must be closed only after that.
        func remove(_ descriptor: Int32) {
            poll.remove(descriptor)
        }

        // MARK: The thread

        private func start(name: String) throws(SystemError) {
            /// What the new thread gets.
            final class Start {
                let loop: SocketLoop
                let name: String
                let isRunning = DispatchSemaphore(value: 0)

                init(_ loop: SocketLoop, _ name: String) {
                    self.loop = loop
                    self.name = name
                }
            }
            let start = Start(self, name)
            let argument = Unmanaged.passRetained(start)
            var thread = pthread_t()
            let result = pthread_create(
                &thread,
                nil,
                { argument in
                    guard let argument else { return nil }
                    let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
                    pthread_setname_np(pthread_self(), start.name)
                    start.loop.thread = pthread_self()
                    start.isRunning.signal()
                    start.loop.run()
                },
                argument.toOpaque()
            )
            guard result == 0 else {
                argument.release()
                throw SystemError(call: "pthread_create", code: result)
            }
            pthread_detach(thread)
            start.isRunning.wait()
        }

        private func run() -> Never {
            var now = NIODeadline.now()
            while true {
                let count = poll.wait(milliseconds: patience(now))
                for index in 0..<count {
                    if let (source, events) = poll.ready(at: index) { source.ready(events) }
                }
                runInbox()
                now = .now()
                runRepetitions(now)
            }
        }

        /// How many milliseconds the thread may wait; -1 for ever.
        private func patience(_ now: NIODeadline) -> Int32 {
            if inbox.withLock({ !$0.work.isEmpty }) { return 0 }
            guard due < .distantFuture else { return -1 }
            return Int32(clamping: max(0, (due - now).nanoseconds + 999_999) / 1_000_000)
        }

        private func runInbox() {
            let work = inbox.withLock { inbox in
                inbox.isNoticed = false
                guard !inbox.work.isEmpty else { return [@Sendable () -> Void]() }
                defer { inbox.work = [] }
                return inbox.work
            }
            for work in work { work() }
        }

        private func runRepetitions(_ now: NIODeadline) {
            guard due <= now else { return }
            for index in repetitions.indices where repetitions[index].next <= now {
                repetitions[index].next = now + repetitions[index].interval
                if !repetitions[index].ticker.isCancelled { repetitions[index].work() }
            }
            repetitions.removeAll { $0.ticker.isCancelled }
            due = repetitions.reduce(.distantFuture) { min($0, $1.next) }
        }
    }
#endif
