/// A hash table from names to the key tokens of one object.
///
/// `Hasher` is SipHash with a seed of the process, so nobody can choose names that collide.
struct KeyIndex {
    /// Objects of up to this many keys are searched one by one, which is faster.
    static let threshold = 16

    private static let empty = UInt32.max
    /// At most half full; the size is a power of two.
    private var slots: [UInt32]

    init(capacity: Int) {
        let size = 1 << (Int.bitWidth - (max(capacity, 1) * 2 - 1).leadingZeroBitCount)
        slots = Array(repeating: Self.empty, count: size)
    }

    func find(_ name: UnsafeBufferPointer<UInt8>, isKey: (Int) -> Bool) -> Int? {
        let slot = slots[self.slot(of: name, isKey: isKey)]
        return slot == Self.empty ? nil : Int(slot)
    }

    /// Adds a key, unless there is one of the same name: false then.
    mutating func insert(_ key: Int, named name: UnsafeBufferPointer<UInt8>, isKey: (Int) -> Bool) -> Bool {
        let slot = slot(of: name, isKey: isKey)
        guard slots[slot] == Self.empty else { return false }
        slots[slot] = UInt32(truncatingIfNeeded: key)
        return true
    }

    /// The same keys, as many tokens nearer to the front.
    func moved(by shift: Int) -> KeyIndex {
        var moved = self
        for slot in slots.indices where slots[slot] != Self.empty {
            moved.slots[slot] = slots[slot] - UInt32(truncatingIfNeeded: shift)
        }
        return moved
    }

    private func slot(of name: UnsafeBufferPointer<UInt8>, isKey: (Int) -> Bool) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(name))
        let mask = slots.count - 1
        var slot = hasher.finalize() & mask
        while slots[slot] != Self.empty, !isKey(Int(slots[slot])) { slot = (slot + 1) & mask }
        return slot
    }
}
