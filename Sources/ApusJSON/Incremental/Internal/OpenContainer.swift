/// An array or object whose end has not come yet.
struct OpenContainer {
    let isArray: Bool
    /// The position of the current element or member.
    var position = 0
    private var key: String?
    /// All keys so far. `Set` hashes with a seed of the process, so nobody can choose keys that collide.
    private var keys: Set<[UInt8]> = []

    init(isArray: Bool) {
        self.isArray = isArray
    }

    /// Begins a member; false when there has been one of that name. Names are compared by their bytes, as `String` does
    /// not: composed and decomposed letters are different.
    mutating func begin(_ name: String) -> Bool {
        key = name
        return keys.insert(Array(name.utf8)).inserted
    }

    /// The step of a JSON Pointer to the current element or member; nil before the first member.
    var step: String? {
        isArray ? String(position) : key
    }
}
