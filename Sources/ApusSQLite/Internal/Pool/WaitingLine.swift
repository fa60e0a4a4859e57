/// Who waits for a connection, first come, first served.
struct WaitingLine {
    /// One who waits.
    struct Entry: Sendable {
        enum Content: Sendable {
            /// A statement, to be run on the connection.
            case statement(StatementJob)
            /// A transaction, which gets the connection for itself.
            case lease(LeaseRequest)
        }
        let content: Content
        let deadline: ContinuousClock.Instant

        var flag: CancellationFlag {
            switch content {
            case .statement(let job): job.flag
            case .lease(let request): request.flag
            }
        }
    }

    /// Those before `head` have left.
    private var entries: [Entry?] = []
    private var head = 0

    var isEmpty: Bool { head == entries.count }
    var first: Entry? { isEmpty ? nil : entries[head] }

    mutating func append(_ entry: Entry) {
        entries.append(entry)
    }

    mutating func popFirst() -> Entry? {
        guard !isEmpty else { return nil }
        defer { compact() }
        let entry = entries[head]
        entries[head] = nil
        head += 1
        return entry
    }

    /// Takes the first one out, if it is a statement.
    mutating func popStatement() -> StatementJob? {
        guard case .statement(let job) = first?.content else { return nil }
        _ = popFirst()
        return job
    }

    /// Takes the one with the flag out.
    mutating func remove(_ flag: CancellationFlag) -> Entry? {
        guard let index = entries[head...].firstIndex(where: { $0?.flag === flag }) else { return nil }
        return entries.remove(at: index)
    }

    /// Takes those out whose deadline has passed. All wait equally long, so they are the first ones.
    mutating func popExpired(at now: ContinuousClock.Instant) -> [Entry] {
        var expired: [Entry] = []
        while let first, first.deadline <= now {
            expired.append(first)
            _ = popFirst()
        }
        return expired
    }

    private mutating func compact() {
        if head == entries.count {
            entries.removeAll(keepingCapacity: head <= 256)
            head = 0
        } else if head >= 64, head * 2 >= entries.count {
            entries.removeFirst(head)
            head = 0
        }
    }
}
