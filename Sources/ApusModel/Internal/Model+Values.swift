import ApusSQL
import FoundationEssentials

extension Model {
    /// The values of all columns.
    func values() throws(DatabaseError) -> [SQLValue] {
        let expected = Self.schema.columns.count
        var values: [SQLValue] = []
        values.reserveCapacity(expected)
        appendValues(to: &values)
        guard values.count == expected else {
            throw DatabaseError(
                .misuse,
                message:
                    "\(Self.self).appendValues(to:) appends \(values.count) values, its schema has \(expected) columns",
                table: Self.schema.name
            )
        }
        return values
    }

    /// The values of a row that is inserted at `now`.
    func insertedValues(at now: Date, tenant: TenantScope?) throws(DatabaseError) -> [SQLValue] {
        var model = self
        try model.willSave(.insert)
        var values = try model.values()
        let schema = Self.schema
        try Self.check(values, tenant)
        for index in schema.timestampIndexes.inserting { values[index] = .timestamp(now) }
        if let index = schema.versionIndex { values[index] = .integer(1) }
        return values
    }

    /// The values of a row that is updated at `now`, and the version that it must have until then.
    func updatedValues(
        at now: Date,
        tenant: TenantScope?
    ) throws(DatabaseError) -> (values: [SQLValue], version: SQLValue?) {
        var model = self
        try model.willSave(.update)
        var values = try model.values()
        let schema = Self.schema
        try Self.check(values, tenant)
        for index in schema.timestampIndexes.updating { values[index] = .timestamp(now) }
        guard let index = schema.versionIndex else { return (values, nil) }
        let version = values[index]
        values[index] = try Self.version(after: version)
        return (values, version)
    }

    /// The model's values of the primary key.
    var keyValues: [SQLValue] { Self.keyValues(of: id) }

    /// A model is written by its own tenant only.
    private static func check(_ values: [SQLValue], _ tenant: TenantScope?) throws(DatabaseError) {
        guard let index = schema.tenantIndex else { return }
        guard let tenant else {
            throw DatabaseError(.misuse, message: TableSchema.missingTenant(of: schema.name), table: schema.name)
        }
        guard tenant == .all || tenant == .one(values[index]) else { throw otherTenant() }
    }

    /// Rows are not given to another tenant.
    static func check(_ assignment: Assignment, _ tenant: TenantScope?) throws(DatabaseError) {
        guard let index = schema.tenantIndex, assignment.column == schema.columns[index].name else { return }
        guard tenant != .all else { return }
        guard case .value(let value) = assignment.value, tenant == .one(value) else { throw otherTenant() }
    }

    private static func otherTenant() -> DatabaseError {
        DatabaseError(
            .misuse,
            message: "the model belongs to another tenant than the database is used for",
            table: schema.name,
            column: schema.tenantIndex.map { schema.columns[$0].name }
        )
    }

    private static func version(after value: SQLValue) throws(DatabaseError) -> SQLValue {
        guard case .integer(let version) = value, version < .max else {
            throw DatabaseError(
                .invalidValue,
                message: "the version must be an integer below its maximum",
                table: schema.name
            )
        }
        return .integer(version + 1)
    }

    static func notFound() -> DatabaseError {
        DatabaseError(.notFound, message: "\(schema.name) has no row with this id", table: schema.name)
    }

    static func staleRow() -> DatabaseError {
        DatabaseError(
            .staleRow,
            message: "the row of \(schema.name) was changed by somebody else since it was read",
            table: schema.name
        )
    }
}
