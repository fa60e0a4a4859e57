import Testing

@testable import ApusPostgres

@Suite("Progress of a replica")
struct ReplicaProgressTests {
    private let start = ContinuousClock.now

    @Test("Nothing is read before anything is known")
    func unknown() {
        let progress = ReplicaProgress()
        #expect(progress.lag(at: start) == nil)
        #expect(!progress.isUsable(after: nil, maximumLag: .seconds(10), at: start))
    }

    @Test("A replica that has replayed what the primary had written shows what was committed before")
    func caughtUp() {
        var progress = ReplicaProgress()
        progress.observed(primary: (100, start), replica: 100)
        let now = start + .seconds(1)
        #expect(progress.lag(at: now) == .seconds(1))
        #expect(progress.isUsable(after: nil, maximumLag: .seconds(10), at: now))
        #expect(progress.isUsable(after: start - .seconds(1), maximumLag: .seconds(10), at: now))
        #expect(!progress.isUsable(after: start, maximumLag: .seconds(10), at: now))
        #expect(!progress.isUsable(after: nil, maximumLag: .milliseconds(500), at: now))
    }

    @Test("A replica that is behind shows what it had reached")
    func behind() {
        var progress = ReplicaProgress()
        progress.observed(primary: (100, start), replica: 100)
        progress.observed(primary: (200, start + .seconds(1)), replica: 150)
        progress.observed(primary: (300, start + .seconds(2)), replica: 250)
        #expect(progress.caughtUp == start + .seconds(1))
        progress.observed(primary: (300, start + .seconds(3)), replica: 300)
        #expect(progress.caughtUp == start + .seconds(3))
        progress.failed()
        #expect(progress.caughtUp == nil)
    }
}
