import Testing

@testable import ApusPostgres

@Suite("Transaction queue")
struct TransactionQueueTests {
    @Test("Requests run one after the other")
    func order() {
        var queue = TransactionQueue<Int>()
        #expect(queue.submit(1, isLast: false) == .wait)
        #expect(queue.submit(2, isLast: false) == .wait)
        #expect([queue.finished(), queue.finished(), queue.finished()] == [1, 2, nil])
        #expect(queue.submit(3, isLast: false) == .run)
        #expect(queue.submit(4, isLast: false) == .wait)
        #expect(queue.finished() == 4)
    }

    @Test("Nothing is taken in after the last request")
    func end() {
        var queue = TransactionQueue<Int>()
        #expect(queue.finished() == nil)
        #expect(queue.submit(1, isLast: false) == .run)
        #expect(queue.submit(2, isLast: true) == .wait)
        #expect(queue.isEnded)
        #expect(queue.submit(3, isLast: false) == .refuse)
        #expect(queue.submit(4, isLast: true) == .refuse)
        #expect([queue.finished(), queue.finished()] == [2, nil])
    }

    @Test("What waits can be taken out, one or all of it")
    func withdraw() {
        var queue = TransactionQueue<Int>()
        for request in 1...4 { _ = queue.submit(request, isLast: false) }
        #expect(queue.withdraw { $0 == 2 } == [2])
        #expect(queue.withdraw { $0 == 2 } == [])
        #expect(queue.finished() == 1)
        #expect(queue.close() == [3, 4])
        #expect(queue.close() == [])
        #expect(queue.submit(5, isLast: false) == .refuse)
    }
}
