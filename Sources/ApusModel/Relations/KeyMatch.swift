import ApusSQL

/// The rows of `Target` whose column holds an owner's: one side of every relation without a table of its own.
struct KeyMatch<Owner: Model, Target: Model>: Sendable {
    let ownerColumn: String
    let targetColumn: String
    let type: SQLType
    var query = Target.all

    func matches(for owners: [Owner], on db: Database) async throws(DatabaseError) -> RelationMatches<Target> {
        var keys: [SQLValue] = []
        for owner in owners { keys.append(try owner.value(of: ownerColumn)) }
        let distinct = Array(Set(keys).subtracting([.null]))
        guard !distinct.isEmpty else { return RelationMatches(models: [], positions: owners.map { _ in [] }) }
        let models = try await db.all(query.where { _ in Target.element(targetColumn, of: distinct, type) })
        var positions: [SQLValue: [Int]] = [:]
        for (index, model) in models.enumerated() {
            positions[try model.value(of: targetColumn), default: []].append(index)
        }
        return RelationMatches(models: models, positions: keys.map { positions[$0] ?? [] })
    }
}

extension Model {
    /// The value of a column.
    func value(of column: String) throws(DatabaseError) -> SQLValue {
        guard let index = Self.schema.columnNames.firstIndex(of: column) else {
            throw DatabaseError(
                .misuse,
                message: "\(Self.schema.name) has no column \(column)",
                table: Self.schema.name
            )
        }
        return try values()[index]
    }

    /// The column holds one of the values, which are bound together as one.
    static func element(_ column: String, of values: [SQLValue], _ type: SQLType) -> Condition {
        Condition(.operation(.isElement, [.column(.record(Self.self), column), .value(.array(values, of: type))]))
    }
}
