import ApusSQL

/// A condition as a tree.
indirect enum Expression: Sendable {
    enum Operand: Sendable {
        case column(String)
        case value(SQLValue)
    }

    enum Comparison: String, Sendable {
        case equal = " = "
        case unequal = " <> "
        case identical = " is not distinct from "
        case distinct = " is distinct from "
        case less = " < "
        case lessOrEqual = " <= "
        case greater = " > "
        case greaterOrEqual = " >= "

        // NULL is a value like any other for `==` and `!=`; a column that has none is spared the slower operator.
        static func equality<Value: SQLConvertible>(of _: Value.Type) -> Comparison {
            Value.isNullable ? .identical : .equal
        }
        static func inequality<Value: SQLConvertible>(of _: Value.Type) -> Comparison {
            Value.isNullable ? .distinct : .unequal
        }
    }

    enum Place: Sendable {
        case start
        case anywhere
        case end
    }

    case constant(Bool)
    case compare(String, Comparison, Operand)
    case isNull(String)
    case isNotNull(String)
    case isIn(String, [SQLValue])
    case between(String, SQLValue, SQLValue)
    case matches(String, Place, String, ignoringCase: Bool)
    case all([Expression])
    case any([Expression])
    case not(Expression)
    case sql(SQL)

    // A long chain of `&&` or `||` stays flat, and so does the recursion over it.
    var conjuncts: [Expression] { if case .all(let expressions) = self { expressions } else { [self] } }
    var disjuncts: [Expression] { if case .any(let expressions) = self { expressions } else { [self] } }
}
