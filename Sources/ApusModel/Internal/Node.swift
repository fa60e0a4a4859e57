import ApusSQL

/// An expression or condition as a tree, without the types that the compiler checked.
indirect enum Node: Sendable {
    enum Comparison: String, Sendable {
        case equal = " = "
        case unequal = " <> "
        case identical = " is not distinct from "
        case distinct = " is distinct from "
        case less = " < "
        case lessOrEqual = " <= "
        case greater = " > "
        case greaterOrEqual = " >= "
    }

    enum Place: Sendable {
        case start
        case anywhere
        case end
    }

    case constant(Bool)
    case column(TableReference, String)
    case value(SQLValue)
    case compare(Node, Comparison, Node)
    case isNull(Node)
    case isNotNull(Node)
    case isIn(Node, [SQLValue])
    case isInQuery(Node, SelectText)
    case exists(SelectText)
    case query(SelectText)
    case between(Node, Node, Node)
    case matches(Node, Place, String, ignoringCase: Bool)
    case like(Node, String, ignoringCase: Bool)
    case all([Node])
    case any([Node])
    case not(Node)
    /// A condition as a value: true or false, never NULL.
    case truth(Node)
    case sql(SQL)
    case lowercase(Node)
    case jsonText(Node, [String])
    case operation(SQLOperation, [Node])
    case function(String, [Node])
    case filtered(Node, by: Node)
    case over(Node, Window)
    case choice([(condition: Node, value: Node)], otherwise: Node?)

    // A long chain of `&&` or `||` stays flat, and so does the recursion over it.
    var conjuncts: [Node] { if case .all(let nodes) = self { nodes } else { [self] } }
    var disjuncts: [Node] { if case .any(let nodes) = self { nodes } else { [self] } }
}

/// The table whose column is meant.
enum TableReference: Sendable {
    /// The record's own table, under its own name. It is asked for its name only when the query is written, because a
    /// schema may speak of its own columns.
    case record(any Record.Type)
    /// A table that the query names so.
    case alias(String)

    var name: String? {
        switch self {
        case .record(let type): type.tableName
        case .alias(let name): name
        }
    }
}

/// A query that can stand within another one.
protocol QueryText: Sendable {
    func append(to builder: inout StatementBuilder)
}
