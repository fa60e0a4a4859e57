/// The tokens of one document. Plain memory, because every byte that is parsed and every value that is read passes here;
/// the indexes come from the tokens themselves.
final class TokenList {
    @exclusivity(unchecked) private var start: UnsafeMutablePointer<Token>
    @exclusivity(unchecked) private(set) var count = 0
    @exclusivity(unchecked) private var capacity: Int

    init(capacity: Int) {
        self.capacity = max(capacity, 16)
        start = .allocate(capacity: self.capacity)
    }

    deinit {
        start.deallocate()
    }

    subscript(index: Int) -> Token {
        @inline(__always) get {
            assert(index < count)
            return start[index]
        }
        @inline(__always) set {
            assert(index < count)
            start[index] = newValue
        }
    }

    @inline(__always)
    func append(_ token: Token) {
        if count == capacity { grow() }
        (start + count).initialize(to: token)
        count += 1
    }

    func removeLast(_ number: Int) {
        count -= number
    }

    @inline(never)
    private func grow() {
        let larger = UnsafeMutablePointer<Token>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: start, count: count)
        start.deallocate()
        start = larger
        capacity *= 2
    }
}
