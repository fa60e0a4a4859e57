import ApusSQL

/// What can be joined: a model's table, a table under another name, or a query that has a name.
public protocol JoinSource<Root>: Sendable {
    /// What its rows are.
    associatedtype Root: Record
    /// Where the rows come from.
    var joined: JoinedTable { get }
}

/// Where the rows of a joined table come from.
public struct JoinedTable: Sendable {
    let source: Source
}

extension CommonTable: JoinSource {
    /// The query's rows.
    public var joined: JoinedTable { JoinedTable(source: source) }
}

/// A model's table under another name; see ``Model/named(_:)``.
public struct TableAlias<Root: Model>: JoinSource {
    let name: String

    /// The table's rows.
    public var joined: JoinedTable { JoinedTable(source: Source(record: Root.self, alias: name)) }

    /// All rows of the table, to begin a query with.
    public var all: From<Table<Root>, Root> { From(Table(alias: name), SelectCore([joined.source])) }
}

/// A model's table under its own name.
struct ModelTable<Root: Model>: JoinSource {
    var joined: JoinedTable { JoinedTable(source: Source(record: Root.self)) }
}

extension SelectCore {
    /// Adds a table. One that is there already gets a name of its own.
    func joining<Root: Record>(
        _ joined: some JoinSource<Root>,
        _ join: Source.Join,
        on condition: (Table<Root>) -> Condition
    ) -> (SelectCore, Table<Root>) {
        var source = joined.joined.source
        if source.alias == nil, let name = source.record.tableName {
            let count = sources.count { $0.record.tableName == name && $0.table == nil }
            if count > 0 { source.alias = "\(name)_\(count + 1)" }
        }
        let table = Table<Root>(alias: source.alias)
        source.join = join
        source.condition = condition(table)
        var core = self
        if join == .right || join == .full {
            for index in core.sources.indices { core.sources[index].isOptional = true }
        }
        source.isOptional = join == .left || join == .full
        core.sources.append(source)
        return (core, table)
    }
}
