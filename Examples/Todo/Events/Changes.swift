import Apus
import FoundationEssentials
import Synchronization

/// Tells the open pages of a session what has changed.
final class Changes: Sendable {
    private struct State {
        var listeners: [UUID: [UUID: AsyncStream<ServerSentEvent>.Continuation]] = [:]
    }

    private let state = Mutex(State())

    /// The changes of a session from now on. A page that is slow misses the oldest: it reads the whole list when it
    /// connects.
    func stream(of session: UUID) -> AsyncStream<ServerSentEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ServerSentEvent.self,
            bufferingPolicy: .bufferingNewest(100)
        )
        let listener = UUID()
        state.withLock { $0.listeners[session, default: [:]][listener] = continuation }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { state in
                state.listeners[session]?[listener] = nil
                if state.listeners[session]?.isEmpty == true { state.listeners[session] = nil }
            }
        }
        return stream
    }

    /// Tells of an item that was created, changed or removed.
    func publish(_ event: String, _ item: Item) {
        guard let data = try? JSON.encode(item) else { return }
        let event = ServerSentEvent(String(decoding: data, as: UTF8.self), event: event)
        let listeners = state.withLock { $0.listeners[item.session].map { Array($0.values) } ?? [] }
        for listener in listeners { listener.yield(event) }
    }
}
