/// The rows around the current one that a window function takes into account, in the window's order.
public struct Frame: Sendable, Hashable {
    /// Where a frame begins or ends.
    public enum Bound: Sendable, Hashable {
        /// The first or last row of the partition.
        case unbounded
        /// So many rows away: before the current one for a beginning, after it for an end. Zero or more.
        case rows(UInt32)
        /// The current row.
        case current
    }

    let text: String

    /// From a row before the current one to a row after it.
    public static func rows(from start: Bound, to end: Bound = .current) -> Frame {
        Frame(text: "rows between \(text(start, "preceding")) and \(text(end, "following"))")
    }

    private static func text(_ bound: Bound, _ side: String) -> String {
        switch bound {
        case .unbounded: "unbounded \(side)"
        case .rows(let count): "\(count) \(side)"
        case .current: "current row"
        }
    }
}
