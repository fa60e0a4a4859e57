import Synchronization

/// A queue with one consumer, whose producers wait while it is full.
///
/// Elements have a weight, such as their bytes. The queue takes an element while it holds less than its limit, so an
/// element of any weight gets in.
final class BoundedQueue<Element: Sendable>: Sendable {
    private struct Entry {
        let element: Element
        let weight: Int
    }

    private struct Producer {
        let id: Int
        let entry: Entry
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var entries: ArraySlice<Entry> = []
        var weight = 0
        var producers: [Producer] = []
        var consumer: CheckedContinuation<Element?, any Error>?
        var isFinished = false
        var isConsumerCancelled = false
        var nextID = 0
        var cancelledIDs: Set<Int> = []

        mutating func append(_ entry: Entry) {
            entries.append(entry)
            weight += entry.weight
        }

        mutating func takeFirst() -> Element? {
            guard let entry = entries.popFirst() else { return nil }
            weight -= entry.weight
            return entry.element
        }
    }

    private let limit: Int
    private let state = Mutex(State())

    /// Makes an empty queue.
    ///
    /// - Parameter limit: The weight from which on producers wait.
    init(limit: Int) {
        self.limit = limit
    }

    /// Adds an element, and waits for room first.
    ///
    /// - Throws: ``WebSocketError/closed`` after ``finish()``; `CancellationError` when the task is cancelled while it
    ///   waits, and then the element is not added.
    func push(_ element: Element, weight: Int) async throws {
        let entry = Entry(element: element, weight: weight)
        if try offer(entry) { return }
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        // The cancellation may come when the element has just been added.
        defer { state.withLock { _ = $0.cancelledIDs.remove(id) } }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enqueue(Producer(id: id, entry: entry, continuation: continuation))
            }
        } onCancel: {
            cancelProducer(id)
        }
    }

    /// Adds an element whether there is room or not; does nothing after ``finish()``.
    func pushAtOnce(_ element: Element, weight: Int) {
        let consumer = state.withLock { state -> CheckedContinuation<Element?, any Error>? in
            guard !state.isFinished else { return nil }
            state.append(Entry(element: element, weight: weight))
            return state.consumer.take()
        }
        if let consumer { deliver(to: consumer) }
    }

    /// Takes the next element; waits for it when there is none, nil at the end.
    func next() async throws -> Element? {
        let step = state.withLock { state in
            state.isConsumerCancelled = false
            return Self.step(&state)
        }
        if let step {
            refill()
            return step.element
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result = state.withLock { state -> Result<Element?, any Error>? in
                    if state.isConsumerCancelled { return .failure(CancellationError()) }
                    if let step = Self.step(&state) { return .success(step.element) }
                    state.consumer = continuation
                    return nil
                }
                guard let result else { return }
                continuation.resume(with: result)
                refill()
            }
        } onCancel: {
            let consumer = state.withLock { state in
                state.isConsumerCancelled = true
                return state.consumer.take()
            }
            consumer?.resume(throwing: CancellationError())
        }
    }

    /// Takes the next element if there is one.
    func nextIfReady() -> Element? {
        guard let element = state.withLock({ $0.takeFirst() }) else { return nil }
        refill()
        return element
    }

    /// Ends the queue: what is in it can still be taken, nothing more is added.
    func finish() {
        let (consumer, producers) = state.withLock { state in
            state.isFinished = true
            defer { state.producers = [] }
            return (state.consumer.take(), state.producers)
        }
        consumer?.resume(returning: nil)
        for producer in producers { producer.continuation.resume(throwing: WebSocketError.closed) }
    }

    /// What the consumer gets without waiting: the next element, or the end.
    private static func step(_ state: inout State) -> (element: Element?, Void)? {
        if let element = state.takeFirst() { return (element, ()) }
        return state.isFinished ? (nil, ()) : nil
    }

    /// Adds the entry if there is room and nobody waits before it.
    private func offer(_ entry: Entry) throws -> Bool {
        let (isAdded, consumer) = try state.withLock { state in
            guard !state.isFinished else { throw WebSocketError.closed }
            guard state.weight < limit, state.producers.isEmpty else {
                return (false, nil as CheckedContinuation<Element?, any Error>?)
            }
            state.append(entry)
            return (true, state.consumer.take())
        }
        if let consumer { deliver(to: consumer) }
        return isAdded
    }

    private func enqueue(_ producer: Producer) {
        let result = state.withLock { state -> Result<Void, any Error>? in
            if state.cancelledIDs.remove(producer.id) != nil { return .failure(CancellationError()) }
            if state.isFinished { return .failure(WebSocketError.closed) }
            guard state.weight >= limit || !state.producers.isEmpty else {
                state.append(producer.entry)
                return .success(())
            }
            state.producers.append(producer)
            return nil
        }
        guard let result else { return }
        producer.continuation.resume(with: result)
        refill()
    }

    private func cancelProducer(_ id: Int) {
        let producer = state.withLock { state -> Producer? in
            guard let index = state.producers.firstIndex(where: { $0.id == id }) else {
                state.cancelledIDs.insert(id)
                return nil
            }
            return state.producers.remove(at: index)
        }
        producer?.continuation.resume(throwing: CancellationError())
    }

    /// Lets producers in for whom there is room now, and wakes the consumer if it waits.
    private func refill() {
        let (ready, consumer) = state.withLock { state in
            var ready: [Producer] = []
            while state.weight < limit, !state.producers.isEmpty {
                let producer = state.producers.removeFirst()
                state.append(producer.entry)
                ready.append(producer)
            }
            return (ready, state.entries.isEmpty ? nil : state.consumer.take())
        }
        for producer in ready { producer.continuation.resume() }
        if let consumer { deliver(to: consumer) }
    }

    private func deliver(to consumer: CheckedContinuation<Element?, any Error>) {
        consumer.resume(returning: state.withLock { $0.takeFirst() })
        refill()
    }
}
