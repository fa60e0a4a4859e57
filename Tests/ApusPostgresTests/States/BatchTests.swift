import Testing

@testable import ApusPostgres

@Suite("Batch")
struct BatchTests {
    private func verdicts(_ batch: Batch, _ count: Int, cancelled: Set<Int> = []) -> [Batch.Verdict] {
        (0..<count).map { batch.verdict(for: $0, isCancelled: cancelled.contains($0)) }
    }

    @Test("When all succeed, all are answered")
    func success() {
        var batch = Batch(count: 2)
        batch.succeeded(0)
        batch.succeeded(1)
        #expect(verdicts(batch, 2) == [.answer, .answer])
    }

    @Test("An error is its own statement's; those behind it are run again")
    func neighbourFails() {
        var batch = Batch(count: 4)
        batch.succeeded(0)
        batch.failed(1)
        #expect(batch.isGood(0) && !batch.isGood(1) && batch.isGood(2))
        #expect(verdicts(batch, 4) == [.answer, .fail, .runAgain, .runAgain])
    }

    @Test("A cancellation that hits a neighbour is not the neighbour's")
    func neighbourIsCancelled() {
        var batch = Batch(count: 3)
        batch.interrupted(0)
        #expect(verdicts(batch, 3, cancelled: [1]) == [.runAgain, .runAgain, .runAgain])
        #expect(verdicts(batch, 3, cancelled: [0]) == [.fail, .runAgain, .runAgain])
        var alone = Batch(count: 1)
        alone.interrupted(0)
        #expect(verdicts(alone, 1) == [.fail])
    }

    @Test("A commit that fails is the error of the one statement, and of none of several")
    func commitFails() {
        var alone = Batch(count: 1)
        alone.succeeded(0)
        alone.commitFailed()
        #expect(verdicts(alone, 1) == [.fail])
        var several = Batch(count: 2)
        several.succeeded(0)
        several.succeeded(1)
        several.commitFailed()
        #expect(verdicts(several, 2) == [.runAgain, .runAgain])
    }
}
