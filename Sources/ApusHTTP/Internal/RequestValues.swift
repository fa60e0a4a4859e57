/// What middleware has attached to a request: seldom anything, and hardly ever more than three values, so that a scan
/// is faster than hashing. Nothing is allocated while it is empty.
struct RequestValues: Sendable {
    private var entries: [(key: ObjectIdentifier, value: any Sendable)] = []

    subscript(key: ObjectIdentifier) -> (any Sendable)? {
        get {
            for entry in entries where entry.key == key { return entry.value }
            return nil
        }
        set {
            entries.removeAll { $0.key == key }
            if let newValue { entries.append((key, newValue)) }
        }
    }
}
