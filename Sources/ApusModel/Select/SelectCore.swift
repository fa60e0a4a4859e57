import ApusSQL

/// The clauses of a query.
struct SelectCore: Sendable, QueryText {
    enum Distinct: Sendable {
        case no
        case rows
        case on([Node])
    }

    var distinct = Distinct.no
    var columns: [Node] = []
    var sources: [Source]
    var condition: Condition?
    var groups: [Node] = []
    var having: Condition?
    var orders: [Order] = []
    var limit: Int?
    var offset: Int?
    var lock: RowLock?

    init(_ sources: [Source]) {
        self.sources = sources
    }

    var access: Statement.Access { lock == nil ? .read : .write }

    var text: SelectText {
        SelectText(query: self, access: access, tables: sources.flatMap(\.tables))
    }

    mutating func add(_ condition: Condition) {
        guard !condition.isEmpty else { return }
        self.condition = self.condition.map { $0 && condition } ?? condition
    }

    mutating func addHaving(_ condition: Condition) {
        having = having.map { $0 && condition } ?? condition
    }

    func append(to builder: inout StatementBuilder) {
        guard sources.count > 1 || sources.contains(where: { $0.isNamed }) else { return appendClauses(to: &builder) }
        builder.qualified { appendClauses(to: &$0) }
    }

    private func appendClauses(to builder: inout StatementBuilder) {
        builder.append("select ")
        switch distinct {
        case .no: break
        case .rows: builder.append("distinct ")
        case .on(let nodes):
            builder.append(.distinctOn, nodes.map { node in { node.append(to: &$0, within: .operand) } })
        }
        builder.append(nodes: columns)
        builder.append(" from ")
        for source in sources { source.append(to: &builder) }
        append(Self.condition(of: sources, condition, in: &builder), after: " where ", to: &builder)
        if !groups.isEmpty {
            builder.append(" group by ")
            builder.append(nodes: groups)
        }
        append(having, after: " having ", to: &builder)
        if !orders.isEmpty {
            builder.append(" ")
            builder.append(orders: orders)
        }
        builder.append(limit: limit, offset: offset)
        lock?.append(to: &builder)
    }

    private func append(_ condition: Condition?, after keyword: String, to builder: inout StatementBuilder) {
        guard let condition else { return }
        builder.append(keyword)
        condition.node.append(to: &builder, within: .alone)
    }

    /// A query's own condition and, before it, what the models of the tables always ask for. For tables that a join may leave
    /// out, that stands elsewhere: ``Source/scopePlace``.
    private static func condition(
        of sources: [Source],
        _ condition: Condition?,
        in builder: inout StatementBuilder
    ) -> Condition? {
        var all: Condition?
        for source in sources where source.scopePlace == .whereClause {
            guard let scope = source.scope(in: &builder) else { continue }
            all = all.map { $0 && scope } ?? scope
        }
        guard let condition else { return all }
        return all.map { $0 && condition } ?? condition
    }
}
