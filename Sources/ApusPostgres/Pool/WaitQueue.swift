/// A first-in, first-out queue whose elements can be taken out of the middle and put back to where they were.
struct WaitQueue<Element> {
    /// An element's place in the queue, and until when it waits.
    struct Ticket: Hashable, Sendable {
        /// Rises from one element to the next, across all queues that share the numbering.
        let number: Int
        let deadline: ContinuousClock.Instant
    }

    private struct Entry {
        let ticket: Ticket
        /// Nil once taken out.
        var element: Element?
    }

    /// Sorted by number; what lies before `head` is done with. The entry at `head` always has an element.
    private var entries: [Entry] = []
    private var head = 0
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    /// The ticket of the element that has waited longest.
    var first: Ticket? { isEmpty ? nil : entries[head].ticket }

    /// Adds an element: at the end, or, when its ticket is older, where it belongs.
    mutating func insert(_ element: Element, _ ticket: Ticket) {
        let position = position(of: ticket.number)
        entries.insert(Entry(ticket: ticket, element: element), at: position)
        count += 1
    }

    /// Takes the element that has waited longest.
    mutating func popFirst() -> Element? {
        guard !isEmpty else { return nil }
        let element = entries[head].element
        entries[head].element = nil
        count -= 1
        trim()
        return element
    }

    /// Takes up to `most` elements, those that have waited longest first.
    mutating func popFirst(_ most: Int) -> [Element] {
        var elements: [Element] = []
        elements.reserveCapacity(min(most, count))
        while elements.count < most, let element = popFirst() { elements.append(element) }
        return elements
    }

    /// Takes the element with a ticket, if it still waits.
    mutating func remove(_ ticket: Ticket) -> Element? {
        let position = position(of: ticket.number)
        guard position < entries.count, entries[position].ticket == ticket, let element = entries[position].element
        else {
            return nil
        }
        entries[position].element = nil
        count -= 1
        trim()
        return element
    }

    /// The first position whose ticket is not older than `number`.
    private func position(of number: Int) -> Int {
        if let last = entries.last, last.ticket.number < number { return entries.count }
        var low = head
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].ticket.number < number { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func trim() {
        while head < entries.count, entries[head].element == nil { head += 1 }
        // Each removal pays for moving at most one other entry.
        if head == entries.count {
            entries.removeAll(keepingCapacity: true)
            head = 0
        } else if head >= 64, head * 2 >= entries.count {
            entries.removeFirst(head)
            head = 0
        }
    }
}
