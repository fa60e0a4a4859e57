import ApusSQL

/// What a ``Model`` says about its table: what queries, migrations and tools read.
public struct TableSchema: Sendable {
    /// The table's name.
    public let name: String
    /// Its columns, in the order of the model's values.
    public let columns: [ColumnSchema]
    /// The columns' names.
    public let columnNames: [String]
    /// The positions of the primary key's columns in ``columns``.
    let identifierIndexes: [Int]
    /// The position of the column that counts a row's changes.
    let versionIndex: Int?
    /// The position of the column that says whose row it is.
    let tenantIndex: Int?
    /// The position of the column that says when a row was deleted softly.
    let deletionIndex: Int?
    /// The positions of the columns that are set when a row is inserted, and of those of them that are set at each update.
    let timestampIndexes: (inserting: [Int], updating: [Int])
    let statements = StatementCache()

    /// Describes a table.
    ///
    /// - Parameters:
    ///   - name: The table's name.
    ///   - columns: Its columns, in the order in which the model reads and appends its values. One of them at least is an
    ///     `.identifier`; several are a composite primary key.
    public init(_ name: String, columns: [ColumnSchema]) {
        identifierIndexes = columns.indices.filter { columns[$0].isIdentifier }
        precondition(!identifierIndexes.isEmpty, "table \(name): one column must have the trait .identifier")
        self.name = name
        self.columns = columns
        columnNames = columns.map(\.name)
        versionIndex = columns.firstIndex { $0.isVersion }
        tenantIndex = columns.firstIndex { $0.isTenant }
        deletionIndex = columns.firstIndex { $0.timestamp == .deleted }
        timestampIndexes = (
            columns.indices.filter { [.created, .updated].contains(columns[$0].timestamp) },
            columns.indices.filter { columns[$0].timestamp == .updated }
        )
    }

    /// The primary key's columns.
    public var identifiers: [ColumnSchema] { identifierIndexes.map { columns[$0] } }

    /// The first column of the primary key, and the only one unless it is composite.
    public var identifier: ColumnSchema { columns[identifierIndexes[0]] }

    /// Whether there are rows that a query does not see unless it is told.
    var isScoped: Bool { tenantIndex != nil || deletionIndex != nil }

    /// What every query over the table asks for: the rows of the builder's tenant, that are not deleted softly. A table of
    /// tenants refuses a statement without one.
    func scope(
        alias: String?,
        _ record: any Record.Type,
        includesDeleted: Bool,
        in builder: inout StatementBuilder
    ) -> Condition? {
        guard isScoped else { return nil }
        let table = alias.map { TableReference.alias($0) } ?? .record(record)
        var conditions: [Condition] = []
        if let tenantIndex {
            switch builder.tenantScope {
            case .one(let tenant):
                let column = Node.column(table, columns[tenantIndex].name)
                conditions.append(Condition(.compare(column, .equal, .value(tenant))))
            case .all: break
            case nil: builder.refuse(Self.missingTenant(of: name), code: .misuse)
            }
        }
        if let deletionIndex, !includesDeleted {
            conditions.append(Condition(.isNull(.column(table, columns[deletionIndex].name))))
        }
        return conditions.isEmpty ? nil : conditions.count == 1 ? conditions[0] : .all(conditions)
    }

    static func missingTenant(of table: String) -> String {
        "\(table) keeps rows of several tenants: say whose are meant with db.tenant(_:), or db.acrossTenants"
    }
}
