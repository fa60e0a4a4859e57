public import ApusSQL

/// A relation whose models are loaded with a relation of theirs: authors, their books, the books' tags.
public struct NestedRelation<Outer: Relation, Inner: Relation, Value: Sendable>: Relation
where Inner.Owner == Outer.Target {
    /// The model that has the outer relation.
    public typealias Owner = Outer.Owner
    /// The model between the two.
    public typealias Target = Outer.Target

    let outer: Outer
    let inner: Inner
    let value: @Sendable ([Loaded<Target, Inner.Value>]) throws(DatabaseError) -> Value

    /// Loads both levels: one statement each.
    public func load(for owners: [Owner], on db: Database) async throws(DatabaseError) -> [Value] {
        let matches = try await matches(for: owners, on: db)
        let loaded = try await db.load(inner, for: matches.models)
        var values: [Value] = []
        values.reserveCapacity(owners.count)
        for positions in matches.positions { values.append(try value(positions.map { loaded[$0] })) }
        return values
    }

    /// Loads the models of the outer relation.
    public func matches(for owners: [Owner], on db: Database) async throws(DatabaseError) -> RelationMatches<Target> {
        try await outer.matches(for: owners, on: db)
    }
}

extension ManyRelation {
    /// Loads a relation of the related models too.
    public func with<Inner: Relation>(
        _ inner: Inner
    ) -> NestedRelation<Self, Inner, [Loaded<Target, Inner.Value>]> where Inner.Owner == Target {
        NestedRelation(outer: self, inner: inner) { models throws(DatabaseError) in models }
    }
}

extension OptionalRelation {
    /// Loads a relation of the related model too.
    public func with<Inner: Relation>(
        _ inner: Inner
    ) -> NestedRelation<Self, Inner, Loaded<Target, Inner.Value>?> where Inner.Owner == Target {
        NestedRelation(outer: self, inner: inner) { models throws(DatabaseError) in models.first }
    }
}

extension OneRelation {
    /// Loads a relation of the related model too.
    public func with<Inner: Relation>(
        _ inner: Inner
    ) -> NestedRelation<Self, Inner, Loaded<Target, Inner.Value>> where Inner.Owner == Target {
        NestedRelation(outer: self, inner: inner) { models throws(DatabaseError) in
            guard let model = models.first else { throw Self.missing }
            return model
        }
    }
}
