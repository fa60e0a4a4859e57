public import ApusSQL

/// A model with what was loaded for it. The model's own properties are its members.
@dynamicMemberLookup
public struct Loaded<Root: Sendable, Related: Sendable>: Sendable {
    /// The model.
    public let model: Root
    /// What was loaded for it: with several relations, a tuple.
    public let related: Related

    init(_ model: Root, _ related: Related) {
        self.model = model
        self.related = related
    }

    /// A property of the model.
    public subscript<Value>(dynamicMember path: KeyPath<Root, Value>) -> Value { model[keyPath: path] }
}

extension Loaded: Equatable where Root: Equatable, Related: Equatable {}

/// A query whose models are loaded together with relations; `Database.all` and `Database.first` run it.
public struct Loading<Root: Model, Related: Sendable>: Sendable {
    let query: Query<Root>
    let load: @Sendable ([Root], Database) async throws(DatabaseError) -> [Related]
}

extension Query {
    /// Loads a relation with the rows: one more statement, whatever their count.
    public func with<R: Relation>(_ relation: R) -> Loading<Root, R.Value> where R.Owner == Root {
        Loading(query: self) { models, db throws(DatabaseError) in try await relation.load(for: models, on: db) }
    }

    /// Loads two relations with the rows: two more statements, whatever their count.
    public func with<A: Relation, B: Relation>(_ first: A, _ second: B) -> Loading<Root, (A.Value, B.Value)>
    where A.Owner == Root, B.Owner == Root {
        Loading(query: self) { models, db throws(DatabaseError) in
            let (first, second) = (
                try await first.load(for: models, on: db), try await second.load(for: models, on: db)
            )
            return zip(first, second).map { ($0, $1) }
        }
    }

    /// Loads three relations with the rows: three more statements, whatever their count.
    public func with<A: Relation, B: Relation, C: Relation>(
        _ first: A,
        _ second: B,
        _ third: C
    ) -> Loading<Root, (A.Value, B.Value, C.Value)> where A.Owner == Root, B.Owner == Root, C.Owner == Root {
        Loading(query: self) { models, db throws(DatabaseError) in
            let (first, second) = (
                try await first.load(for: models, on: db), try await second.load(for: models, on: db)
            )
            let third = try await third.load(for: models, on: db)
            return zip(zip(first, second), third).map { ($0.0, $0.1, $1) }
        }
    }
}

extension Database {
    /// Runs a query and loads its relations.
    public func all<Root, Related>(
        _ loading: Loading<Root, Related>
    ) async throws(DatabaseError) -> [Loaded<Root, Related>] {
        let models = try await all(loading.query)
        guard !models.isEmpty else { return [] }
        return zip(models, try await loading.load(models, self)).map { Loaded($0, $1) }
    }

    /// Runs a query for its first row, and loads its relations.
    public func first<Root, Related>(
        _ loading: Loading<Root, Related>
    ) async throws(DatabaseError) -> Loaded<Root, Related>? {
        guard let model = try await first(loading.query) else { return nil }
        return try await loading.load([model], self).first.map { Loaded(model, $0) }
    }

    /// Loads a relation for models that are there already.
    public func load<R: Relation>(
        _ relation: R,
        for models: [R.Owner]
    ) async throws(DatabaseError) -> [Loaded<R.Owner, R.Value>] {
        guard !models.isEmpty else { return [] }
        return zip(models, try await relation.load(for: models, on: self)).map { Loaded($0, $1) }
    }
}
