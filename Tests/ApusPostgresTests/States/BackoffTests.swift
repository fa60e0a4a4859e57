import Testing

@testable import ApusPostgres

@Suite("Back-off")
struct BackoffTests {
    private let now = ContinuousClock.now

    @Test("Attempts that fail together count once")
    func together() {
        var backoff = Backoff()
        #expect(!backoff.isActive(at: now))
        for _ in 0..<8 { backoff.failed(at: now) }
        #expect(backoff.end == now + .milliseconds(100))
        #expect(backoff.isActive(at: now + .milliseconds(99)))
        #expect(!backoff.isActive(at: now + .milliseconds(100)))
        backoff.failed(at: now + .milliseconds(100))
        #expect(backoff.end == now + .milliseconds(300))
    }

    @Test("A success ends it, and the next failure starts small again")
    func success() {
        var backoff = Backoff()
        backoff.failed(at: now)
        backoff.failed(at: now + .seconds(1))
        backoff.succeeded()
        #expect(backoff.end == nil)
        backoff.failed(at: now + .seconds(2))
        #expect(backoff.end == now + .milliseconds(2100))
    }
}
