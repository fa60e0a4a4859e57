import Synchronization

/// Somebody who reads what they have written: a user, a request. Without one, nobody's reads go to a replica that does not
/// show yet what this process has written last.
///
/// ```swift
/// try await ReadSession.$current.withValue(ReadSession()) { try await handler(request) }
/// ```
public final class ReadSession: Sendable {
    /// The current task's session.
    @TaskLocal public static var current: ReadSession?

    private let state = Mutex<ContinuousClock.Instant?>(nil)

    /// Makes a session that has written nothing yet.
    public init() {}

    /// When the session wrote last.
    var lastWrite: ContinuousClock.Instant? { state.withLock { $0 } }

    func noteWrite() {
        state.withLock { $0 = .now }
    }
}
