/// Whose rows are meant in tables that keep those of several tenants.
package enum TenantScope: Sendable, Hashable {
    /// Those of one tenant.
    case one(SQLValue)
    /// Those of all.
    case all
}
