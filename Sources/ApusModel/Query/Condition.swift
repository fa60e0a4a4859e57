public import ApusSQL

/// A condition on rows: true or false for each, never unknown.
///
/// It is one concrete type, whatever it is made of, so that the compiler checks a long condition in linear time.
public struct Condition: Sendable {
    let node: Node

    init(_ node: Node) {
        self.node = node
    }

    /// A condition written by hand. Where it is NULL it counts as false. It must change nothing and call no volatile
    /// function: queries may be run again, or on a replica.
    ///
    /// - Parameter sql: The condition, without `where`; interpolated values are bound.
    public static func sql(_ sql: SQL) -> Condition {
        Condition(.sql(sql))
    }

    /// All of the conditions hold; with none it is always so.
    public static func all(_ conditions: [Condition]) -> Condition {
        Condition(.all(conditions.map(\.node)))
    }

    /// One of the conditions holds at least; with none it is never so.
    public static func any(_ conditions: [Condition]) -> Condition {
        Condition(.any(conditions.map(\.node)))
    }

    /// Both conditions hold.
    public static func && (first: Condition, second: Condition) -> Condition {
        Condition(.all(first.node.conjuncts + second.node.conjuncts))
    }

    /// One of the conditions holds at least.
    public static func || (first: Condition, second: Condition) -> Condition {
        Condition(.any(first.node.disjuncts + second.node.disjuncts))
    }

    /// The condition does not hold: exactly the rows that it does not match, also those where a column is NULL.
    public static prefix func ! (condition: Condition) -> Condition {
        Condition(.not(condition.node))
    }

    /// "All of no conditions", the outcome of an empty list, is not a way to say that every row may be deleted.
    var isEmpty: Bool {
        if case .all(let conditions) = node { conditions.isEmpty } else { false }
    }
}
