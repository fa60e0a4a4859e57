import Testing

@testable import ApusPostgres

@Suite("Cancellation")
struct CancellationTests {
    private let now = ContinuousClock.now

    @Test("A request is sent after a moment, and again while the statement runs")
    func repetition() {
        var cancellation = Cancellation()
        #expect(cancellation.nextAction(at: now) == nil)
        #expect(cancellation.nextDeadline == nil)
        cancellation.request(at: now, patience: .seconds(5))
        cancellation.request(at: now + .milliseconds(1), patience: .seconds(5))
        #expect(cancellation.isRequested)
        #expect(cancellation.nextAction(at: now) == nil)
        #expect(cancellation.nextDeadline == now + Cancellation.grace)
        #expect(cancellation.nextAction(at: now + Cancellation.grace) == .send)
        #expect(cancellation.blocksReuse)
        #expect(cancellation.nextAction(at: now + .seconds(1)) == nil)
        cancellation.returned(at: now + .seconds(1))
        #expect(!cancellation.blocksReuse)
        #expect(cancellation.nextDeadline == now + .seconds(1) + Cancellation.repetition)
        #expect(cancellation.nextAction(at: now + .seconds(1) + Cancellation.repetition) == .send)
    }

    @Test("A statement that ends by itself in time is not cancelled")
    func grace() {
        var cancellation = Cancellation()
        cancellation.request(at: now, patience: .seconds(5))
        cancellation.statementEnded()
        #expect(!cancellation.isRequested)
        #expect(cancellation.nextAction(at: now + .seconds(1)) == nil)
        #expect(!cancellation.blocksReuse)
    }

    @Test("A request under way blocks the connection when the statement has ended")
    func blocking() {
        var cancellation = Cancellation()
        cancellation.request(at: now, patience: .seconds(5))
        #expect(cancellation.nextAction(at: now + .seconds(1)) == .send)
        cancellation.statementEnded()
        #expect(cancellation.blocksReuse)
        #expect(cancellation.nextDeadline == nil)
        cancellation.returned(at: now + .seconds(2))
        #expect(!cancellation.blocksReuse)
        #expect(cancellation.nextAction(at: now + .seconds(3)) == nil)
    }

    @Test("A server that does not react is given up")
    func patience() {
        var cancellation = Cancellation()
        cancellation.request(at: now, patience: .seconds(5))
        #expect(cancellation.nextAction(at: now + .seconds(1)) == .send)
        #expect(cancellation.nextDeadline == now + .seconds(5))
        #expect(cancellation.nextAction(at: now + .seconds(5)) == .giveUp)
        #expect(cancellation.nextAction(at: now + .seconds(6)) == nil)
    }
}
