public import ApusSQL

extension Database {
    /// The database as one tenant sees it: queries over models with a `@Tenant` column have that tenant's rows alone, and
    /// nobody else's can be written. Without it, or ``acrossTenants``, such queries are refused before anything is sent.
    ///
    /// SQL written by hand is not touched.
    public func tenant<ID: SQLConvertible>(_ id: ID) -> Database {
        var copy = self
        copy.tenantScope = .one(id.sqlValue)
        return copy
    }

    /// The database with the rows of all tenants: for migrations, statistics and the like.
    public var acrossTenants: Database {
        var copy = self
        copy.tenantScope = .all
        return copy
    }

    /// A builder that knows whose rows are meant.
    func builder() -> StatementBuilder {
        var builder = StatementBuilder(dialect: dialect)
        builder.tenantScope = tenantScope
        return builder
    }
}
