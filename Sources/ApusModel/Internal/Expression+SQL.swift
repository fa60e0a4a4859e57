import ApusSQL

extension Expression {
    /// What an expression stands in, so that parentheses are written where they are needed.
    enum Surroundings {
        case all
        case any
        case alone
    }

    func append(to builder: inout StatementBuilder, within surroundings: Surroundings) {
        switch self {
        case .constant(let value):
            builder.append(value ? "true" : "false")
        case .compare(let column, let comparison, let operand):
            builder.append(identifier: column)
            builder.append(comparison.rawValue)
            switch operand {
            case .column(let other): builder.append(identifier: other)
            case .value(let value): builder.bind(value)
            }
        case .isNull(let column):
            builder.append(identifier: column)
            builder.append(" is null")
        case .isNotNull(let column):
            builder.append(identifier: column)
            builder.append(" is not null")
        case .isIn(let column, let values):
            builder.append(identifier: column)
            builder.append(" in (")
            for (index, value) in values.enumerated() {
                if index > 0 { builder.append(", ") }
                builder.bind(value)
            }
            builder.append(")")
        case .between(let column, let lower, let upper):
            builder.append(identifier: column)
            builder.append(" between ")
            builder.bind(lower)
            builder.append(" and ")
            builder.bind(upper)
        case .matches(let column, let place, let part, let ignoringCase):
            Self.appendMatch(column, place, part, ignoringCase, to: &builder)
        case .all(let expressions):
            Self.append(expressions, joinedBy: " and ", otherwise: "true", as: .all, within: surroundings, to: &builder)
        case .any(let expressions):
            Self.append(expressions, joinedBy: " or ", otherwise: "false", as: .any, within: surroundings, to: &builder)
        case .not(let expression):
            builder.append("(")
            expression.append(to: &builder, within: .alone)
            builder.append(") is not true")
        case .sql(let sql):
            builder.append("(")
            builder.append(sql)
            builder.append(")")
        }
    }

    private static func append(
        _ expressions: [Expression],
        joinedBy separator: String,
        otherwise empty: String,
        as kind: Surroundings,
        within surroundings: Surroundings,
        to builder: inout StatementBuilder
    ) {
        guard let first = expressions.first else { return builder.append(empty) }
        guard expressions.count > 1 else { return first.append(to: &builder, within: surroundings) }
        let needsParentheses = surroundings != kind && surroundings != .alone && !(kind == .all && surroundings == .any)
        if needsParentheses { builder.append("(") }
        for (index, expression) in expressions.enumerated() {
            if index > 0 { builder.append(separator) }
            expression.append(to: &builder, within: kind)
        }
        if needsParentheses { builder.append(")") }
    }

    // Functions instead of LIKE: SQLite's LIKE ignores the case of ASCII letters, and no character needs to be escaped.
    private static func appendMatch(
        _ column: String,
        _ place: Place,
        _ part: String,
        _ ignoringCase: Bool,
        to builder: inout StatementBuilder
    ) {
        let dialect = builder.dialect
        func appendSubject(to builder: inout StatementBuilder) {
            guard ignoringCase else { return builder.append(identifier: column) }
            dialect.writeLowercased(&builder) { $0.append(identifier: column) }
        }
        func appendPart(to builder: inout StatementBuilder) {
            guard ignoringCase else { return builder.bind(.text(part)) }
            dialect.writeLowercased(&builder) { $0.bind(.text(part)) }
        }
        switch place {
        case .anywhere:
            dialect.writeContains(&builder, subject: appendSubject(to:), part: appendPart(to:))
        case .start:
            builder.append("substr(")
            appendSubject(to: &builder)
            builder.append(", 1, length(")
            appendPart(to: &builder)
            builder.append(")) = ")
            appendPart(to: &builder)
        case .end:
            builder.append("substr(")
            appendSubject(to: &builder)
            builder.append(", length(")
            appendSubject(to: &builder)
            builder.append(") - length(")
            appendPart(to: &builder)
            builder.append(") + 1) = ")
            appendPart(to: &builder)
        }
    }
}
