/// Finds the name that somebody probably meant.
enum Misspelling {
    /// The known name that is most like `name`; nil when none is like it.
    static func correction(of name: String, among known: some Sequence<String>) -> String? {
        let candidates = known.map { ($0, distance($0, name)) }
        guard let (best, distance) = candidates.min(by: { $0.1 < $1.1 }) else { return nil }
        return distance > 0 && distance <= (name.utf8.count < 5 ? 1 : 2) ? best : nil
    }

    /// How many letters have to be put in, left out, replaced or swapped with their neighbours to get from one text to the
    /// other (optimal string alignment).
    static func distance(_ first: String, _ second: String) -> Int {
        let a = Array(first.utf8)
        let b = Array(second.utf8)
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in a.indices {
            var current = [i + 1]
            for j in b.indices {
                var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, current[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[b.count]
    }
}
