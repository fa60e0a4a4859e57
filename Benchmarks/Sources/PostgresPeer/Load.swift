import ApusModel
import Foundation

/// What a caller does, again and again.
enum Work: String {
    /// Reads one row by its key.
    case read
    /// Changes one row, found by its key.
    case update
    /// Reads a hundred rows.
    case rows
    /// Makes models of a hundred rows that were read once.
    case decode
    /// Inserts the models of all rows into an empty table, once.
    case copy
}

/// Callers that do the same work side by side.
struct Load {
    static let rowCount = 100_000

    let work: Work
    let callers: Int

    /// Works for a while; returns how often the work was done.
    func run(on db: Database, for duration: Duration) async throws -> Int {
        let end = ContinuousClock.now + duration
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<callers {
                group.addTask { try await repeatWork(on: db, until: end, seed: UInt64(number + 1)) }
            }
            return try await group.reduce(0, +)
        }
    }

    private func repeatWork(on db: Database, until end: ContinuousClock.Instant, seed: UInt64) async throws -> Int {
        var random = Xorshift(state: seed &* 0x9E37_79B9_7F4A_7C15)
        var count = 0
        let fixed = work == .decode ? try await db.rows(Self.hundred(from: 1)) : nil
        while ContinuousClock.now < end {
            // The clock is not asked for every operation.
            for _ in 0..<16 {
                let id = Int(random.next() % UInt64(Self.rowCount)) + 1
                switch work {
                case .read:
                    let item = try await db.find(Item.self, id)
                    precondition(item.id == id)
                case .update:
                    let changed = try await db.execute("update items set stock = stock + 1 where id = \(id)")
                    precondition(changed == 1)
                case .rows:
                    let items = try await db.all(
                        Item.where { $0.id >= min(id, 99_000) }.order { $0.id.ascending }.limit(100)
                    )
                    precondition(items.count == 100)
                case .copy:
                    continue
                case .decode:
                    guard let fixed else { continue }
                    var items: [Item] = []
                    items.reserveCapacity(fixed.count)
                    for row in fixed { items.append(try Item(row: row, from: 0)) }
                    precondition(items.count == 100)
                }
            }
            count += 16
        }
        return count
    }

    private static func hundred(from id: Int) -> SQL {
        "select id, code, name, stock, price, updated_at from items where id >= \(id) order by id limit 100"
    }
}

/// A generator of random numbers that costs next to nothing.
struct Xorshift {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
