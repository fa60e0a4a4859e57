import SeededRandom
import Testing

@testable import ApusPostgres

@Suite("Wait queue")
struct WaitQueueTests {
    private typealias Ticket = WaitQueue<String>.Ticket
    private let now = ContinuousClock.now

    private func queue(_ elements: String...) -> WaitQueue<String> {
        var queue = WaitQueue<String>()
        for (number, element) in elements.enumerated() { queue.insert(element, Ticket(number: number, deadline: now)) }
        return queue
    }

    @Test("Elements leave in the order in which they came")
    func order() {
        var queue = queue("a", "b", "c")
        #expect(queue.count == 3)
        #expect(queue.first?.number == 0)
        #expect([queue.popFirst(), queue.popFirst(), queue.popFirst(), queue.popFirst()] == ["a", "b", "c", nil])
        #expect(queue.isEmpty)
        #expect(queue.first == nil)
    }

    @Test("An element is taken out of the middle once")
    func remove() {
        var queue = queue("a", "b", "c")
        let ticket = Ticket(number: 1, deadline: now)
        #expect(queue.remove(ticket) == "b")
        #expect(queue.remove(ticket) == nil)
        #expect(queue.count == 2)
        #expect([queue.popFirst(), queue.popFirst(), queue.popFirst()] == ["a", "c", nil])
    }

    @Test("An element that is put back stands where it stood")
    func putBack() {
        var queue = queue("a", "b", "c", "d")
        #expect(queue.popFirst() == "a")
        #expect(queue.popFirst() == "b")
        queue.insert("b", Ticket(number: 1, deadline: now))
        queue.insert("a", Ticket(number: 0, deadline: now))
        #expect([queue.popFirst(), queue.popFirst(), queue.popFirst(), queue.popFirst()] == ["a", "b", "c", "d"])
    }

    @Test("It does what a sorted array does, whatever the order of events", arguments: 0..<20 as Range<UInt64>)
    func model(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var queue = WaitQueue<Int>()
        var model: [Int] = []
        var taken: [Int] = []
        for number in 0..<2000 {
            switch Int.random(in: 0..<5, using: &random) {
            case 0, 1:
                queue.insert(number, WaitQueue<Int>.Ticket(number: number, deadline: now))
                model.append(number)
            case 2:
                let expected = model.isEmpty ? nil : model.removeFirst()
                #expect(queue.popFirst() == expected)
                if let expected { taken.append(expected) }
            case 3:
                guard let victim = model.randomElement(using: &random) else { continue }
                model.removeAll { $0 == victim }
                #expect(queue.remove(WaitQueue<Int>.Ticket(number: victim, deadline: now)) == victim)
            default:
                guard let returning = taken.popLast() else { continue }
                queue.insert(returning, WaitQueue<Int>.Ticket(number: returning, deadline: now))
                model.append(returning)
                model.sort()
            }
            #expect(queue.count == model.count)
            #expect(queue.first?.number == model.first)
        }
    }
}
