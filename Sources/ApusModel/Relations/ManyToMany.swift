public import ApusSQL

/// Rows of another model that a table between the two links to this one: a book's tags.
public struct ManyToMany<Owner: Model, Link: Model, Target: Model>: ManyRelation
where Owner.ID: SQLConvertible, Target.ID: SQLConvertible {
    let ownerColumn: String
    let targetColumn: String
    var query: From<(Table<Link>, Table<Target>), (Link, Target)>

    /// Only the related rows that match; the link's own columns count too.
    public func `where`(_ condition: (Table<Link>, Table<Target>) -> Condition) -> ManyToMany {
        var copy = self
        copy.query = query.where { condition($0.0, $0.1) }
        return copy
    }

    /// Sorts each owner's rows.
    public func order(@ListBuilder<Order> by orders: (Table<Link>, Table<Target>) -> [Order]) -> ManyToMany {
        var copy = self
        copy.query = query.order { orders($0.0, $0.1) }
        return copy
    }

    /// The related rows together with the links to them.
    public var withLinks: LinkedRelation<Owner, Link, Target> { LinkedRelation(relation: self) }

    /// Loads the models that belong to some owners.
    public func matches(for owners: [Owner], on db: Database) async throws(DatabaseError) -> RelationMatches<Target> {
        let (rows, positions) = try await rows(for: owners, on: db)
        return RelationMatches(models: rows.map(\.1), positions: positions)
    }

    func rows(
        for owners: [Owner],
        on db: Database
    ) async throws(DatabaseError) -> (rows: [(Link, Target)], positions: [[Int]]) {
        let keys = owners.map(\.id.sqlValue)
        guard !keys.isEmpty else { return ([], []) }
        let condition = Link.element(ownerColumn, of: Array(Set(keys)), Owner.ID.sqlType)
        let rows = try await db.all(query.where { _ in condition })
        var positions: [SQLValue: [Int]] = [:]
        for (index, row) in rows.enumerated() {
            positions[try row.0.value(of: ownerColumn), default: []].append(index)
        }
        return (rows, keys.map { positions[$0] ?? [] })
    }
}

/// A many-to-many relation whose links are loaded too, for what they say themselves.
public struct LinkedRelation<Owner: Model, Link: Model, Target: Model>: Relation
where Owner.ID: SQLConvertible, Target.ID: SQLConvertible {
    let relation: ManyToMany<Owner, Link, Target>

    /// Loads the links and models of some owners.
    public func load(for owners: [Owner], on db: Database) async throws(DatabaseError) -> [[Loaded<Target, Link>]] {
        let (rows, positions) = try await relation.rows(for: owners, on: db)
        return positions.map { $0.map { Loaded(rows[$0].1, rows[$0].0) } }
    }

    /// Loads the models that belong to some owners.
    public func matches(for owners: [Owner], on db: Database) async throws(DatabaseError) -> RelationMatches<Target> {
        try await relation.matches(for: owners, on: db)
    }
}

extension Model where ID: SQLConvertible {
    /// The rows of another model that a table between the two links to this one.
    ///
    /// ```swift
    /// extension Book {
    ///     static let tags = many(Tag.self, through: BookTag.self, from: { $0.book }, to: { $0.tag })
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - target: The other model; it may be this one too.
    ///   - link: The model of the table between them, which may have columns of its own.
    ///   - ownerColumn: The link's column that holds this model's id.
    ///   - targetColumn: The link's column that holds the other model's id.
    public static func many<Link: Model, Target: Model>(
        _ target: Target.Type,
        through link: Link.Type,
        from ownerColumn: (Link.Columns) -> Column<Link, ID>,
        to targetColumn: (Link.Columns) -> Column<Link, Target.ID>
    ) -> ManyToMany<Self, Link, Target> where Target.ID: SQLConvertible {
        let (owner, target) = (ownerColumn(Link.columns).name, targetColumn(Link.columns).name)
        let query = Link.join(Target.self) { link, other in
            Column<Link, Target.ID>(target) == Column<Target, Target.ID>(Target.schema.identifier.name)
        }
        return ManyToMany(ownerColumn: owner, targetColumn: target, query: query)
    }
}

extension Database {
    /// Links two rows, unless they are linked already. The link's other columns get their defaults, and a `@Tenant` column the
    /// database's tenant.
    ///
    /// - Throws: `DatabaseError`: `notFound` when one of the rows is another tenant's, `misuse` when the links are of tenants
    ///   and the database is of none.
    public func link<Owner, Link, Target>(
        _ owner: Owner,
        _ relation: ManyToMany<Owner, Link, Target>,
        _ target: Target
    ) async throws(DatabaseError) {
        try await checkTenant(of: owner)
        try await checkTenant(of: target)
        var values = [(relation.ownerColumn, owner.id.sqlValue), (relation.targetColumn, target.id.sqlValue)]
        if let index = Link.schema.tenantIndex {
            guard case .one(let tenant) = tenantScope else {
                throw DatabaseError(
                    .misuse,
                    message: "say whose link between rows of several tenants it is, with db.tenant(_:)",
                    table: Link.schema.name
                )
            }
            values.append((Link.schema.columnNames[index], tenant))
        }
        var sql = builder()
        sql.append("insert into ")
        sql.append(identifier: Link.schema.name)
        var separator = " ("
        for (column, _) in values {
            sql.append(separator)
            sql.append(identifier: column)
            separator = ", "
        }
        separator = ") values ("
        for (_, value) in values {
            sql.append(separator)
            sql.bind(value)
            separator = ", "
        }
        sql.append(") on conflict do nothing")
        _ = try await run(sql.checked(.write, table: Link.schema.name))
    }

    /// Takes the link between two rows away.
    ///
    /// - Returns: Whether there was one.
    /// - Throws: `DatabaseError`: `notFound` when one of the rows is another tenant's.
    @discardableResult
    public func unlink<Owner, Link, Target>(
        _ owner: Owner,
        _ relation: ManyToMany<Owner, Link, Target>,
        _ target: Target
    ) async throws(DatabaseError) -> Bool {
        try await checkTenant(of: owner)
        try await checkTenant(of: target)
        let columns = [relation.ownerColumn: owner.id.sqlValue, relation.targetColumn: target.id.sqlValue]
        let query = Link.where { _ in
            .all(
                columns.sorted { $0.key < $1.key }.map { name, value in
                    Condition(.compare(.column(.record(Link.self), name), .equal, .value(value)))
                }
            )
        }
        return try await purge(query) > 0
    }

    /// A link may be all that says whose rows it links, so both are looked up, whatever the models say.
    private func checkTenant<Root: Model>(of model: Root) async throws(DatabaseError) {
        guard Root.schema.tenantIndex != nil else { return }
        guard try await hasRow(Root.self, model.keyValues) else { throw Root.notFound() }
    }
}
