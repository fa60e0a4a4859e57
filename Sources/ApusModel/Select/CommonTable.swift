import ApusSQL

/// A query with a name, that other queries use like a table: SQL's `with`.
///
/// ```swift
/// let large = Country.where { $0.population > 10_000_000 }.named("large")
/// let query = Place.join(large) { $0.country == $1.code }
/// ```
public struct CommonTable<Root: Record>: Sendable {
    let text: CommonTableText

    /// Gives a query a name. The query's rows must be such records, with their columns in their order.
    init(_ text: CommonTableText) {
        self.text = text
    }

    /// A query that builds on its own rows: first those of `base`, then again and again those that `step` finds for the
    /// rows found last, until there are no more.
    ///
    /// ```swift
    /// let below = CommonTable.recursive("below", Region.where { $0.id == root }) { below in
    ///     Region.join(below) { $0.parent == $1.id }.select { region, _ in region }
    /// }
    /// let regions = try await db.all(below.all)
    /// ```
    ///
    /// - Parameters:
    ///   - name: The table's name within the query.
    ///   - base: The rows to begin with.
    ///   - keepsDuplicates: Whether a row that was found already counts again. With a graph that has circles it must not, or
    ///     the query has no end.
    ///   - step: The rows that follow from those of the table.
    public static func recursive<Base: SelectStatement<Root>, Step: SelectStatement<Root>>(
        _ name: String,
        _ base: Base,
        keepsDuplicates: Bool = false,
        _ step: (CommonTable) -> Step
    ) -> CommonTable {
        let own = CommonTable(CommonTableText(name: name, columns: Root.columnNames, isRecursive: true, parts: []))
        let (base, step) = (base.text, step(own).text)
        return CommonTable(
            CommonTableText(
                name: name,
                columns: Root.columnNames,
                isRecursive: true,
                parts: [base, step],
                separator: keepsDuplicates ? " union all " : " union "
            )
        )
    }

    /// All rows of the table.
    public var all: From<Table<Root>, Root> {
        From(Table(alias: text.name), SelectCore([source]))
    }

    var source: Source {
        Source(record: Root.self, alias: text.name, table: text)
    }
}

extension SelectStatement where Output: Record {
    /// The query with a name, for other queries to use it like a table.
    public func named(_ name: String) -> CommonTable<Output> {
        CommonTable(
            CommonTableText(name: name, columns: Output.columnNames, isRecursive: false, parts: [text])
        )
    }
}

/// A common table expression, without its types.
struct CommonTableText: Sendable {
    let name: String
    let columns: [String]
    let isRecursive: Bool
    /// The query or, of a recursive one, the first and the repeated query. Empty within the repeated query itself.
    let parts: [SelectText]
    var separator = ""

    /// Appends `with …`, each table once and after those that it refers to itself.
    static func append(_ tables: [CommonTableText], to builder: inout StatementBuilder) {
        var ordered: [CommonTableText] = []
        for table in tables { table.collect(into: &ordered) }
        guard !ordered.isEmpty else { return }
        builder.append(ordered.contains { $0.isRecursive } ? "with recursive " : "with ")
        for (index, table) in ordered.enumerated() {
            if index > 0 { builder.append(", ") }
            table.append(to: &builder)
        }
        builder.append(" ")
    }

    private func collect(into tables: inout [CommonTableText]) {
        guard !parts.isEmpty, !tables.contains(where: { $0.name == name }) else { return }
        for part in parts {
            for table in part.tables where table.name != name { table.collect(into: &tables) }
        }
        tables.append(self)
    }

    private func append(to builder: inout StatementBuilder) {
        builder.append(identifier: name)
        builder.append(" (")
        for (index, column) in columns.enumerated() {
            if index > 0 { builder.append(", ") }
            builder.append(identifier: column)
        }
        builder.append(") as (")
        for (index, part) in parts.enumerated() {
            if index > 0 { builder.append(separator) }
            part.append(to: &builder)
        }
        builder.append(")")
    }
}
