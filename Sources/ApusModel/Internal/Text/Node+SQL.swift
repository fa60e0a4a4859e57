import ApusSQL

extension Node {
    /// What an expression stands in, so that parentheses are written where they are needed.
    enum Surroundings {
        case all
        case any
        case alone
        /// Beside an operator, or behind `not`: a condition needs parentheses there.
        case operand
    }

    func append(to builder: inout StatementBuilder, within surroundings: Surroundings) {
        switch self {
        case .constant(let value): builder.append(value ? "true" : "false")
        case .column(let table, let name): Self.appendColumn(table, name, to: &builder)
        case .value(let value): builder.bind(value)
        case .sql(let sql):
            builder.append("(")
            builder.append(sql)
            builder.append(")")
        case .all(let nodes):
            Self.append(nodes, joinedBy: " and ", otherwise: "true", as: .all, within: surroundings, to: &builder)
        case .any(let nodes):
            Self.append(nodes, joinedBy: " or ", otherwise: "false", as: .any, within: surroundings, to: &builder)
        default:
            let needsParentheses = surroundings == .operand && isCondition
            if needsParentheses { builder.append("(") }
            appendSimple(to: &builder)
            if needsParentheses { builder.append(")") }
        }
    }

    /// Whether it is a comparison or the like, which binds less tightly than other operators.
    private var isCondition: Bool {
        switch self {
        case .compare, .isNull, .isNotNull, .isIn, .isInQuery, .between, .matches, .like, .not, .truth: true
        case .operation(.isElement, _), .operation(.arrayContains, _): true
        default: false
        }
    }

    private func appendSimple(to builder: inout StatementBuilder) {
        switch self {
        case .compare(let first, let comparison, let second):
            first.append(to: &builder, within: .operand)
            builder.append(comparison.rawValue)
            second.append(to: &builder, within: .operand)
        case .isNull(let node):
            node.append(to: &builder, within: .operand)
            builder.append(" is null")
        case .isNotNull(let node):
            node.append(to: &builder, within: .operand)
            builder.append(" is not null")
        case .isIn(let node, let values):
            node.append(to: &builder, within: .operand)
            builder.append(" in (")
            for (index, value) in values.enumerated() {
                if index > 0 { builder.append(", ") }
                builder.bind(value)
            }
            builder.append(")")
        case .between(let node, let lower, let upper):
            node.append(to: &builder, within: .operand)
            builder.append(" between ")
            lower.append(to: &builder, within: .operand)
            builder.append(" and ")
            upper.append(to: &builder, within: .operand)
        case .matches(let node, let place, let part, let ignoringCase):
            node.appendMatch(place, part, ignoringCase, to: &builder)
        case .like(let node, let pattern, let ignoringCase):
            node.appendLike(pattern, ignoringCase, to: &builder)
        case .not(let node):
            builder.append("(")
            node.append(to: &builder, within: .alone)
            builder.append(") is not true")
        case .truth(let node):
            builder.append("(")
            node.append(to: &builder, within: .alone)
            builder.append(") is true")
        case .lowercase(let node):
            builder.dialect.writeLowercased(&builder) { node.append(to: &$0, within: .operand) }
        case .jsonText(let node, let path):
            builder.dialect.writeJSONText(&builder, at: path) { node.append(to: &$0, within: .operand) }
        case .operation(let operation, let operands):
            builder.append(operation, operands.map { node in { node.append(to: &$0, within: .operand) } })
        case .function(let name, let arguments):
            Self.appendFunction(name, arguments, to: &builder)
        default:
            appendCompound(to: &builder)
        }
    }

    /// What has queries or clauses in it.
    private func appendCompound(to builder: inout StatementBuilder) {
        switch self {
        case .isInQuery(let node, let query):
            // In sight of the query's own columns, the other ones need their table's name too.
            builder.qualified { node.append(to: &$0, within: .operand) }
            builder.append(" in ")
            builder.append(subquery: query)
        case .exists(let query):
            builder.append("exists ")
            builder.append(subquery: query)
        case .query(let query):
            builder.append(subquery: query)
        case .filtered(let node, by: let condition):
            node.appendAggregate(to: &builder) { Self.appendFilter(condition, to: &$0) }
        case .over(.filtered(let node, by: let condition), let window):
            node.appendAggregate(to: &builder) { builder in
                Self.appendFilter(condition, to: &builder)
                window.append(to: &builder)
            }
        case .over(let node, let window):
            node.appendAggregate(to: &builder) { window.append(to: &$0) }
        case .choice(let branches, let otherwise):
            builder.append("case")
            for branch in branches {
                builder.append(" when ")
                branch.condition.append(to: &builder, within: .alone)
                builder.append(" then ")
                branch.value.append(to: &builder, within: .operand)
            }
            if let otherwise {
                builder.append(" else ")
                otherwise.append(to: &builder, within: .operand)
            }
            builder.append(" end")
        default:
            break
        }
    }

    private func appendAggregate(to builder: inout StatementBuilder, _ clause: (inout StatementBuilder) -> Void) {
        guard case .operation(let operation, let operands) = self else {
            append(to: &builder, within: .operand)
            return clause(&builder)
        }
        withoutActuallyEscaping(clause) { clause in
            builder.append(
                operation,
                operands.map { node in { node.append(to: &$0, within: .operand) } },
                clause: clause
            )
        }
    }

    private static func appendFilter(_ condition: Node, to builder: inout StatementBuilder) {
        builder.append(" filter (where ")
        condition.append(to: &builder, within: .alone)
        builder.append(")")
    }

    private static func appendColumn(_ table: TableReference, _ name: String, to builder: inout StatementBuilder) {
        if builder.qualifiesColumns, let table = table.name {
            builder.append(identifier: table)
            builder.append(".")
        }
        builder.append(identifier: name)
    }

    private static func appendFunction(_ name: String, _ arguments: [Node], to builder: inout StatementBuilder) {
        builder.append(name)
        builder.append("(")
        for (index, argument) in arguments.enumerated() {
            if index > 0 { builder.append(", ") }
            argument.append(to: &builder, within: .operand)
        }
        builder.append(")")
    }

    private static func append(
        _ nodes: [Node],
        joinedBy separator: String,
        otherwise empty: String,
        as kind: Surroundings,
        within surroundings: Surroundings,
        to builder: inout StatementBuilder
    ) {
        guard let first = nodes.first else { return builder.append(empty) }
        guard nodes.count > 1 else { return first.append(to: &builder, within: surroundings) }
        let needsParentheses = surroundings != kind && surroundings != .alone && !(kind == .all && surroundings == .any)
        if needsParentheses { builder.append("(") }
        for (index, node) in nodes.enumerated() {
            if index > 0 { builder.append(separator) }
            node.append(to: &builder, within: kind)
        }
        if needsParentheses { builder.append(")") }
    }
}

extension StatementBuilder {
    /// Appends a query in parentheses. All columns in it have their table's name, because those of the query around it are
    /// in sight too.
    mutating func append(subquery: SelectText) {
        append("(")
        qualified { subquery.appendStatement(to: &$0) }
        append(")")
    }

    mutating func qualified(_ body: (inout StatementBuilder) -> Void) {
        let before = qualifiesColumns
        qualifiesColumns = true
        body(&self)
        qualifiesColumns = before
    }
}
