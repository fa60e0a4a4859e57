import SeededRandom
import Testing

@testable import ApusPostgres

@Suite("Pool")
struct PoolTests {
    typealias Instant = ContinuousClock.Instant

    /// What a pool decides, comparable.
    enum Decision: Hashable {
        case connect(Int)
        case run([Int], on: Int)
        case disconnect(Int)
        case refuse(Int, Pool<Int>.Refusal)
        case finish

        init(_ action: Pool<Int>.Action) {
            self =
                switch action {
                case .connect(let slot): .connect(slot)
                case .run(let requests, let slot): .run(requests, on: slot)
                case .disconnect(let slot): .disconnect(slot)
                case .refuse(let request, let refusal): .refuse(request, refusal)
                case .finish: .finish
                }
        }
    }

    private let start = ContinuousClock.now

    private func pool(maximum: Int = 2, share: Int = 64) -> Pool<Int> {
        Pool(
            limits: Pool.Limits(
                maximumConnections: maximum,
                maximumShare: share,
                acquireTimeout: .seconds(10),
                connectTimeout: .seconds(5),
                idleTimeout: .seconds(60)
            )
        )
    }

    private func decisions(_ pool: inout Pool<Int>, at now: Instant) -> [Decision] {
        var decisions: [Decision] = []
        while let action = pool.nextAction(at: now) { decisions.append(Decision(action)) }
        return decisions
    }

    /// A pool with open, idle connections.
    private func open(_ count: Int, share: Int = 64) -> Pool<Int> {
        var pool = pool(maximum: count, share: share)
        let tickets = (0..<count).map { pool.enqueue($0, .alone, at: start) }
        _ = decisions(&pool, at: start)
        for ticket in tickets { _ = pool.withdraw(ticket) }
        for slot in 0..<count { pool.connected(slot, at: start) }
        return pool
    }

    @Test("Connections are opened for those who wait, up to the limit")
    func lazyConnections() {
        var pool = pool(maximum: 2)
        #expect(decisions(&pool, at: start) == [])
        for request in 1...3 { _ = pool.enqueue(request, .alone, at: start) }
        #expect(decisions(&pool, at: start) == [.connect(0), .connect(1)])
        pool.connected(1, at: start)
        #expect(decisions(&pool, at: start) == [.run([1], on: 1)])
        pool.connected(0, at: start)
        #expect(decisions(&pool, at: start) == [.run([2], on: 0)])
        pool.released(1, at: start)
        #expect(decisions(&pool, at: start) == [.run([3], on: 1)])
        pool.released(0, at: start)
        pool.released(1, at: start)
        #expect(decisions(&pool, at: start) == [])
    }

    @Test("Requests are served in order, whatever they are")
    func order() {
        var pool = open(1)
        for (request, use) in [(1, Pool<Int>.Use.lease), (2, .alone), (3, .shared), (4, .lease), (5, .shared)] {
            _ = pool.enqueue(request, use, at: start)
        }
        var served: [Decision] = []
        for _ in 0..<5 {
            served += decisions(&pool, at: start)
            pool.released(0, at: start)
        }
        #expect(served == [.run([1], on: 0), .run([2], on: 0), .run([3, 5], on: 0), .run([4], on: 0)])
    }

    @Test("Statements that can share are spread over the idle connections")
    func spreading() {
        var pool = open(3)
        for request in 0..<8 { _ = pool.enqueue(request, .shared, at: start) }
        #expect(
            decisions(&pool, at: start) == [.run([0, 1, 2], on: 2), .run([3, 4, 5], on: 1), .run([6, 7], on: 0)]
        )
    }

    @Test("No more statements share a round trip than allowed")
    func maximumShare() {
        var pool = open(1, share: 2)
        for request in 0..<3 { _ = pool.enqueue(request, .shared, at: start) }
        #expect(decisions(&pool, at: start) == [.run([0, 1], on: 0)])
        pool.released(0, at: start)
        #expect(decisions(&pool, at: start) == [.run([2], on: 0)])
    }

    @Test("Who waits too long is refused; who is withdrawn is not")
    func acquireTimeout() {
        var pool = open(1)
        _ = pool.enqueue(1, .lease, at: start)
        #expect(decisions(&pool, at: start) == [.run([1], on: 0)])
        _ = pool.enqueue(2, .alone, at: start)
        let third = pool.enqueue(3, .shared, at: start + .seconds(1))
        _ = pool.enqueue(4, .lease, at: start + .seconds(2))
        #expect(decisions(&pool, at: start + .seconds(9)) == [])
        #expect(pool.nextDeadline == start + .seconds(10))
        #expect(pool.withdraw(third) == 3)
        #expect(pool.withdraw(third) == nil)
        #expect(decisions(&pool, at: start + .seconds(10)) == [.refuse(2, .timedOut)])
        #expect(decisions(&pool, at: start + .seconds(12)) == [.refuse(4, .timedOut)])
    }

    @Test("A request that is put back keeps its place and its deadline")
    func requeue() {
        var pool = open(1)
        let first = pool.enqueue(1, .shared, at: start)
        _ = decisions(&pool, at: start)
        _ = pool.enqueue(2, .shared, at: start + .seconds(3))
        pool.requeue(1, .alone, first)
        pool.released(0, at: start + .seconds(4))
        #expect(decisions(&pool, at: start + .seconds(4)) == [.run([1], on: 0)])
        pool.requeue(1, .alone, first)
        #expect(decisions(&pool, at: start + .seconds(10)) == [.refuse(1, .timedOut)])
    }

    @Test("While the database is down requests fail at once; it is tried again after a while, then longer ones")
    func unreachable() {
        var pool = pool(maximum: 2)
        for request in 1...3 { _ = pool.enqueue(request, .alone, at: start) }
        #expect(decisions(&pool, at: start) == [.connect(0), .connect(1)])
        pool.connectFailed(0, at: start)
        // The other attempt may still succeed.
        #expect(decisions(&pool, at: start) == [])
        pool.connectFailed(1, at: start)
        #expect(
            decisions(&pool, at: start) == [
                .refuse(1, .unreachable), .refuse(2, .unreachable), .refuse(3, .unreachable),
            ]
        )
        _ = pool.enqueue(4, .shared, at: start + .milliseconds(99))
        #expect(decisions(&pool, at: start + .milliseconds(99)) == [.refuse(4, .unreachable)])

        var now = start
        for delay in [100, 200, 400, 800, 1600, 2000, 2000] {
            now += .milliseconds(delay)
            _ = pool.enqueue(5, .shared, at: now - .milliseconds(1))
            #expect(decisions(&pool, at: now - .milliseconds(1)) == [.refuse(5, .unreachable)])
            _ = pool.enqueue(6, .shared, at: now)
            #expect(decisions(&pool, at: now) == [.connect(0)])
            pool.connectFailed(0, at: now)
            #expect(decisions(&pool, at: now) == [.refuse(6, .unreachable)])
        }

        now += .seconds(2)
        _ = pool.enqueue(7, .shared, at: now)
        #expect(decisions(&pool, at: now) == [.connect(0)])
        pool.connected(0, at: now)
        #expect(decisions(&pool, at: now) == [.run([7], on: 0)])
        pool.lost(0)
        _ = pool.enqueue(8, .shared, at: now)
        #expect(decisions(&pool, at: now) == [.connect(0)])
        pool.connectFailed(0, at: now)
        #expect(decisions(&pool, at: now) == [.refuse(8, .unreachable)])
        _ = pool.enqueue(9, .shared, at: now + .milliseconds(100))
        #expect(decisions(&pool, at: now + .milliseconds(100)) == [.connect(0)])
    }

    @Test("A failure to open one more connection is nobody's, while others are open")
    func partialFailure() {
        var pool = pool(maximum: 2)
        _ = pool.enqueue(1, .lease, at: start)
        _ = pool.enqueue(2, .lease, at: start)
        #expect(decisions(&pool, at: start) == [.connect(0), .connect(1)])
        pool.connected(0, at: start)
        pool.connectFailed(1, at: start)
        #expect(decisions(&pool, at: start) == [.run([1], on: 0)])
        #expect(pool.nextDeadline == start + .milliseconds(100))
        #expect(decisions(&pool, at: start + .milliseconds(100)) == [.connect(1)])
        pool.released(0, at: start + .milliseconds(101))
        #expect(decisions(&pool, at: start + .milliseconds(101)) == [.run([2], on: 0)])
    }

    @Test("An attempt that takes too long is not waited for, but used when it succeeds after all")
    func overdueConnect() {
        var pool = pool(maximum: 1)
        _ = pool.enqueue(1, .alone, at: start)
        #expect(decisions(&pool, at: start) == [.connect(0)])
        #expect(pool.nextDeadline == start + .seconds(5))
        #expect(decisions(&pool, at: start + .seconds(5)) == [.refuse(1, .unreachable)])
        _ = pool.enqueue(2, .alone, at: start + .seconds(6))
        // Nothing else can be tried.
        #expect(decisions(&pool, at: start + .seconds(6)) == [.refuse(2, .unreachable)])
        pool.connected(0, at: start + .seconds(7))
        _ = pool.enqueue(3, .alone, at: start + .seconds(7))
        #expect(decisions(&pool, at: start + .seconds(7)) == [.run([3], on: 0)])
    }

    @Test("Connections that nobody needs are closed, the ones used last kept longest")
    func idleTimeout() {
        var pool = open(2)
        _ = pool.enqueue(1, .alone, at: start + .seconds(30))
        #expect(decisions(&pool, at: start + .seconds(30)) == [.run([1], on: 1)])
        pool.released(1, at: start + .seconds(31))
        #expect(pool.nextDeadline == start + .seconds(60))
        #expect(decisions(&pool, at: start + .seconds(60)) == [.disconnect(0)])
        #expect(decisions(&pool, at: start + .seconds(91)) == [.disconnect(1)])
        #expect(pool.nextDeadline == nil)
        #expect(pool.statistics == PostgresStatistics())
    }

    @Test("A closed pool refuses what waits, lets finish what runs, and then is done")
    func close() {
        var pool = open(2)
        _ = pool.enqueue(1, .lease, at: start)
        #expect(decisions(&pool, at: start) == [.run([1], on: 1)])
        pool.close()
        _ = pool.enqueue(2, .shared, at: start)
        #expect(decisions(&pool, at: start) == [.refuse(2, .closed), .disconnect(0)])
        pool.released(1, at: start)
        #expect(pool.nextAction(at: start).map(Decision.init) == .disconnect(1))
        #expect(pool.nextAction(at: start).map(Decision.init) == .finish)
    }

    @Test("A closed pool is done when its last connection is lost")
    func closeAndLose() {
        var pool = open(1)
        _ = pool.enqueue(1, .alone, at: start)
        _ = decisions(&pool, at: start)
        pool.close()
        #expect(decisions(&pool, at: start) == [])
        pool.lost(0)
        #expect(pool.nextAction(at: start).map(Decision.init) == .finish)
    }

    @Test(
        "No request is lost or served twice at a time, and no connection is given to two",
        arguments: 0..<40 as Range<UInt64>
    )
    func randomEvents(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let maximum = Int.random(in: 1...5, using: &random)
        var pool = pool(maximum: maximum, share: Int.random(in: 1...6, using: &random))
        var now = start
        var waiting: [Int: (Pool<Int>.Ticket, Pool<Int>.Use)] = [:]
        var running: [Int: [Int]] = [:]
        var uses: [Int: (Pool<Int>.Ticket, Pool<Int>.Use)] = [:]
        var connecting: Set<Int> = []
        var idle: Set<Int> = []
        var answered: Set<Int> = []
        let requestCount = 400

        func perform(_ decision: Decision) {
            switch decision {
            case .connect(let slot):
                #expect(running[slot] == nil && !idle.contains(slot))
                #expect(connecting.insert(slot).inserted)
            case .run(let requests, let slot):
                #expect(idle.remove(slot) != nil)
                #expect(running[slot] == nil)
                #expect(!requests.isEmpty)
                for request in requests {
                    let wait = waiting.removeValue(forKey: request)
                    #expect(wait != nil)
                    #expect(requests.count == 1 || [.shared, .queued].contains(wait?.1))
                    uses[request] = wait
                }
                running[slot] = requests
            case .disconnect(let slot):
                #expect(idle.remove(slot) != nil)
            case .refuse(let request, _):
                #expect(waiting.removeValue(forKey: request) != nil)
                #expect(answered.insert(request).inserted)
            case .finish:
                #expect(idle.isEmpty && running.isEmpty)
            }
            #expect(connecting.count + idle.count + running.count <= maximum)
        }

        var next = 0
        var isClosed = false
        for _ in 0..<20_000 where next < requestCount || !waiting.isEmpty || !running.isEmpty {
            now += .milliseconds(Int.random(in: 0...400, using: &random))
            switch Int.random(in: 0..<9, using: &random) {
            case 0, 1, 2:
                guard next < requestCount else { continue }
                let use = Pool<Int>.Use.allCases.randomElement(using: &random) ?? .alone
                waiting[next] = (pool.enqueue(next, use, at: now), use)
                next += 1
            case 3:
                guard let slot = connecting.min() else { continue }
                connecting.remove(slot)
                if Bool.random(using: &random) {
                    pool.connected(slot, at: now)
                    idle.insert(slot)
                } else {
                    pool.connectFailed(slot, at: now)
                }
            case 4, 5, 6:
                guard let (slot, requests) = running.min(by: { $0.key < $1.key }) else { continue }
                running[slot] = nil
                let isLost = Int.random(in: 0..<4, using: &random) == 0
                for request in requests {
                    // Some are run again.
                    if Int.random(in: 0..<4, using: &random) == 0, let (ticket, use) = uses[request] {
                        pool.requeue(request, use, ticket)
                        waiting[request] = (ticket, use)
                    } else {
                        #expect(answered.insert(request).inserted)
                    }
                }
                if isLost {
                    pool.lost(slot)
                } else {
                    pool.released(slot, at: now)
                    idle.insert(slot)
                }
            case 7:
                guard let (request, wait) = waiting.min(by: { $0.key < $1.key }) else { continue }
                #expect(pool.withdraw(wait.0) == request)
                waiting[request] = nil
                #expect(answered.insert(request).inserted)
            default:
                if next == requestCount, !isClosed, Int.random(in: 0..<50, using: &random) == 0 {
                    isClosed = true
                    pool.close()
                } else if let slot = idle.min(), Int.random(in: 0..<5, using: &random) == 0 {
                    idle.remove(slot)
                    pool.lost(slot)
                }
            }
            while let action = pool.nextAction(at: now) {
                let decision = Decision(action)
                perform(decision)
                if decision == .finish { break }
            }
        }
        #expect(answered == Set(0..<requestCount))
    }

    @Test("Changes are queued behind each other, a few on each connection, unless a lease is out")
    func queuedRequests() {
        var pool = open(2)
        for request in 10..<16 { _ = pool.enqueue(request, .queued, at: start) }
        #expect(decisions(&pool, at: start) == [.run([10, 11, 12], on: 1), .run([13, 14], on: 0)])
        pool.released(0, at: start)
        _ = pool.enqueue(20, .lease, at: start)
        #expect(decisions(&pool, at: start) == [.run([15], on: 0)])
        pool.released(0, at: start)
        #expect(decisions(&pool, at: start) == [.run([20], on: 0)])
        for request in 30..<33 { _ = pool.enqueue(request, .queued, at: start) }
        pool.released(1, at: start)
        #expect(decisions(&pool, at: start) == [.run([30], on: 1)])
        pool.released(0, at: start)
        #expect(decisions(&pool, at: start) == [.run([31], on: 0)])
        pool.released(0, at: start)
        #expect(decisions(&pool, at: start) == [.run([32], on: 0)])
    }

    @Test("The minimum is opened without being asked for, and kept")
    func minimum() {
        var limits = Pool<Int>.Limits(
            maximumConnections: 3,
            acquireTimeout: .seconds(10),
            connectTimeout: .seconds(5),
            idleTimeout: .seconds(60)
        )
        limits.minimumConnections = 2
        var pool = Pool<Int>(limits: limits)
        #expect(decisions(&pool, at: start) == [.connect(0), .connect(1)])
        pool.connected(0, at: start)
        pool.connected(1, at: start)
        #expect(pool.nextDeadline == nil)
        #expect(decisions(&pool, at: start + .seconds(600)) == [])
        pool.lost(0)
        #expect(decisions(&pool, at: start + .seconds(601)) == [.connect(0)])
    }

    @Test("A connection that is too old is closed when it is idle, a little earlier than others like it")
    func lifetime() {
        var limits = Pool<Int>.Limits(
            maximumConnections: 1,
            acquireTimeout: .seconds(10),
            connectTimeout: .seconds(5),
            idleTimeout: .seconds(10_000)
        )
        limits.maximumLifetime = .seconds(1000)
        var pool = Pool<Int>(limits: limits, random: { 0.5 })
        _ = pool.enqueue(1, .alone, at: start)
        #expect(decisions(&pool, at: start) == [.connect(0)])
        pool.connected(0, at: start)
        #expect(decisions(&pool, at: start) == [.run([1], on: 0)])
        #expect(decisions(&pool, at: start + .seconds(960)) == [])
        pool.released(0, at: start + .seconds(960))
        #expect(decisions(&pool, at: start + .seconds(960)) == [.disconnect(0)])
        _ = pool.enqueue(2, .alone, at: start + .seconds(1000))
        _ = decisions(&pool, at: start + .seconds(1000))
        pool.connected(0, at: start + .seconds(1000))
        _ = decisions(&pool, at: start + .seconds(1000))
        pool.released(0, at: start + .seconds(1001))
        #expect(pool.nextDeadline == start + .seconds(1950))
    }
}
