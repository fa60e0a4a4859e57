/// The prepared statements of one connection, by their ``KnownStatement/id``.
struct StatementCache<Prepared> {
    private struct Entry {
        let prepared: Prepared
        var lastUse: UInt64
    }

    private let capacity: Int
    private var entries: [Int: Entry] = [:]
    private var clock: UInt64 = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Finds a statement, and notes that it is used.
    mutating func use(_ id: Int) -> Prepared? {
        clock += 1
        entries[id]?.lastUse = clock
        return entries[id]?.prepared
    }

    mutating func insert(_ prepared: Prepared, for id: Int) {
        clock += 1
        entries[id] = Entry(prepared: prepared, lastUse: clock)
    }

    mutating func remove(_ id: Int) -> Prepared? {
        entries.removeValue(forKey: id)?.prepared
    }

    /// Removes those used least recently, so that `count` new ones have room.
    ///
    /// - Parameter needed: Statements that are about to be used, and stay.
    mutating func makeRoom(for count: Int, keeping needed: Set<Int>) -> [Prepared] {
        var evicted: [Prepared] = []
        while entries.count + count > capacity,
            let oldest = entries.filter({ !needed.contains($0.key) }).min(by: { $0.value.lastUse < $1.value.lastUse }),
            let entry = entries.removeValue(forKey: oldest.key)
        {
            evicted.append(entry.prepared)
        }
        return evicted
    }
}
