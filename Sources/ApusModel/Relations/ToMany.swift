public import ApusSQL

/// Rows of another model that refer to this one: an author's books.
public struct ToMany<Owner: Model, Target: Model>: ManyRelation {
    var match: KeyMatch<Owner, Target>

    /// Only the related rows that match.
    public func `where`(_ condition: (Target.Columns) -> Condition) -> ToMany {
        var copy = self
        copy.match.query = match.query.where(condition)
        return copy
    }

    /// Sorts each owner's rows.
    public func order(@ListBuilder<Order> by orders: (Target.Columns) -> [Order]) -> ToMany {
        var copy = self
        copy.match.query = match.query.order(by: orders)
        return copy
    }

    /// Loads the models that belong to some owners.
    public func matches(for owners: [Owner], on db: Database) async throws(DatabaseError) -> RelationMatches<Target> {
        try await match.matches(for: owners, on: db)
    }
}

/// The row of another model that refers to this one, if there is one: a user's profile.
public struct ToOptional<Owner: Model, Target: Model>: OptionalRelation {
    var match: KeyMatch<Owner, Target>

    /// Only a related row that matches.
    public func `where`(_ condition: (Target.Columns) -> Condition) -> ToOptional {
        var copy = self
        copy.match.query = match.query.where(condition)
        return copy
    }

    /// Loads the models that belong to some owners.
    public func matches(for owners: [Owner], on db: Database) async throws(DatabaseError) -> RelationMatches<Target> {
        try await match.matches(for: owners, on: db)
    }
}

/// The row of another model that this one refers to: a book's author.
public struct ToOne<Owner: Model, Target: Model>: OneRelation {
    let match: KeyMatch<Owner, Target>

    /// Loads the models that belong to some owners.
    public func matches(for owners: [Owner], on db: Database) async throws(DatabaseError) -> RelationMatches<Target> {
        try await match.matches(for: owners, on: db)
    }
}

extension Model where ID: SQLConvertible {
    /// The rows of another model that refer to this one; see ``Relation``.
    ///
    /// - Parameters:
    ///   - target: The other model; it may be this one too.
    ///   - column: Its column that holds this model's id.
    public static func many<Target: Model, Key: SQLConvertible>(
        _ target: Target.Type,
        _ column: (Target.Columns) -> Column<Target, Key>
    ) -> ToMany<Self, Target> where Key.NonNull == ID.NonNull {
        ToMany(match: referring(column(Target.columns).name))
    }

    /// The row of another model that refers to this one, if there is one.
    ///
    /// - Parameters:
    ///   - target: The other model.
    ///   - column: Its column that holds this model's id. It should be unique: of several rows any is taken.
    public static func one<Target: Model, Key: SQLConvertible>(
        _ target: Target.Type,
        _ column: (Target.Columns) -> Column<Target, Key>
    ) -> ToOptional<Self, Target> where Key.NonNull == ID.NonNull {
        ToOptional(match: referring(column(Target.columns).name))
    }

    private static func referring<Target: Model>(_ column: String) -> KeyMatch<Self, Target> {
        KeyMatch(ownerColumn: schema.identifier.name, targetColumn: column, type: ID.sqlType)
    }
}

extension Model {
    /// The row of another model that this one refers to.
    ///
    /// - Parameters:
    ///   - target: The other model; it may be this one too.
    ///   - column: The column of this model that holds the other one's id.
    public static func parent<Target: Model>(
        _ target: Target.Type,
        _ column: (Columns) -> Column<Self, Target.ID>
    ) -> ToOne<Self, Target> where Target.ID: SQLConvertible {
        ToOne(match: referred(column(columns).name))
    }

    /// The row of another model that this one refers to, if it refers to one.
    ///
    /// - Parameters:
    ///   - target: The other model; it may be this one too.
    ///   - column: The column of this model that holds the other one's id.
    public static func parent<Target: Model>(
        _ target: Target.Type,
        _ column: (Columns) -> Column<Self, Target.ID?>
    ) -> ToOptional<Self, Target> where Target.ID: SQLConvertible {
        ToOptional(match: referred(column(columns).name))
    }

    private static func referred<Target: Model>(_ column: String) -> KeyMatch<Self, Target>
    where Target.ID: SQLConvertible {
        KeyMatch(ownerColumn: column, targetColumn: Target.schema.identifier.name, type: Target.ID.sqlType)
    }
}
