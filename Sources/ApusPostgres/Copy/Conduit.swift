import Dispatch
import Synchronization

/// A short queue between a task and a thread that may block: each side waits for the other in its own way.
final class Conduit<Element: Sendable>: Sendable {
    enum Taken: Sendable {
        case element(Element)
        /// There will be no more.
        case finished
        /// One of the sides has given up.
        case broken
    }

    private struct State {
        var elements: [Element] = []
        var isFinished = false
        var isBroken = false
        var waitingTask: CheckedContinuation<Void, Never>?
        var isThreadWaiting = false

        var isFull: Bool { elements.count >= 4 }

        /// Whether the element was taken in; nil when there is no room.
        mutating func put(_ element: Element) -> Bool? {
            guard !isBroken else { return false }
            guard !isFull else { return nil }
            elements.append(element)
            return true
        }

        /// Notes that the thread is about to wait; always nil.
        mutating func threadWaits<Value>() -> Value? {
            isThreadWaiting = true
            return nil
        }

        /// What there is to take; nil when there is nothing yet.
        mutating func take() -> Taken? {
            if isBroken { return .broken }
            if !elements.isEmpty { return .element(elements.removeFirst()) }
            return isFinished ? .finished : nil
        }
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)

    /// There will be no more elements.
    func finish() {
        change { $0.isFinished = true }
    }

    /// Whoever waits is told to give up.
    func abandon() {
        change { state in
            state.isBroken = true
            state.elements = []
        }
    }

    /// Gives up what is still to come; returns false when nothing is.
    func abandonUnlessFinished() -> Bool {
        change { state in
            guard !state.isFinished || !state.elements.isEmpty else { return false }
            state.isBroken = true
            state.elements = []
            return true
        }
    }

    // MARK: The task's side

    /// Hands an element over when there is room; returns false when the other side has given up.
    func put(_ element: Element) async -> Bool {
        while true {
            if let isTaken = change({ $0.put(element) }) { return isTaken }
            await waitUntil { $0.isBroken || !$0.isFull }
        }
    }

    /// The next element, when there is one.
    func take() async -> Taken {
        while true {
            if let taken = change({ $0.take() }) { return taken }
            await waitUntil { $0.isBroken || $0.isFinished || !$0.elements.isEmpty }
        }
    }

    private func waitUntil(_ condition: (State) -> Bool) async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                guard !condition(state) else { return true }
                state.waitingTask = continuation
                return false
            }
            if isReady { continuation.resume() }
        }
    }

    // MARK: The thread's side

    /// Hands an element over when there is room; returns false when the other side has given up.
    func putBlocking(_ element: Element) -> Bool {
        while true {
            if let isTaken = change({ $0.put(element) ?? $0.threadWaits() }) { return isTaken }
            wake.wait()
        }
    }

    /// The next element, when there is one.
    func takeBlocking() -> Taken {
        while true {
            if let taken = change({ $0.take() ?? $0.threadWaits() }) { return taken }
            wake.wait()
        }
    }

    /// Changes the state, and wakes whoever waited for that.
    @discardableResult
    private func change<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
        let (value, task, isThreadWaiting) = state.withLock { state in
            let (task, isThreadWaiting) = (state.waitingTask, state.isThreadWaiting)
            state.waitingTask = nil
            state.isThreadWaiting = false
            return (body(&state), task, isThreadWaiting)
        }
        task?.resume()
        if isThreadWaiting { wake.signal() }
        return value
    }
}
