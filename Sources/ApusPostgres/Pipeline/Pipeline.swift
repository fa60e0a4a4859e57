/// What was sent on a connection in pipeline mode and has not been answered: tells which command a result belongs to.
struct Pipeline: Sendable {
    enum Command: Sendable, Hashable {
        /// Prepare the statement of the request with this index.
        case prepare(Int)
        case describe(Int)
        /// Close a prepared statement that is not needed any more.
        case deallocate
        case execute(Int)
        /// The sync point: what was sent since the one before is committed, or rolled back.
        case synchronize
        /// The sync point of the one statement with this index.
        case commit(Int)

        var isSyncPoint: Bool {
            switch self {
            case .synchronize, .commit: true
            case .prepare, .describe, .deallocate, .execute: false
            }
        }
    }

    private var commands: [Command] = []
    private var head = 0

    var isEmpty: Bool { head == commands.count }

    /// The command that the next result belongs to.
    var current: Command? { isEmpty ? nil : commands[head] }

    mutating func send(_ command: Command) {
        commands.append(command)
    }

    /// The current command has been answered in full.
    mutating func finishCurrent() {
        guard !isEmpty else { return }
        head += 1
        if isEmpty {
            commands.removeAll(keepingCapacity: true)
            head = 0
        }
    }
}
