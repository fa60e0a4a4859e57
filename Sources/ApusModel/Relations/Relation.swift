public import ApusSQL

/// How rows of one model belong to rows of another one. It is loaded when a query asks for it, in one statement whatever
/// the count of rows; a model that it was not loaded for has no place where it could be missed.
///
/// ```swift
/// extension Author {
///     static let books = many(Book.self) { $0.author }
/// }
/// for author in try await db.all(Author.all.with(Author.books)) {
///     print(author.name, author.related.count)
/// }
/// ```
public protocol Relation<Owner, Value>: Sendable {
    /// The model that has the relation.
    associatedtype Owner: Model
    /// The model that is related to it.
    associatedtype Target: Model
    /// What an owner gets: a model, an optional one, or a list.
    associatedtype Value: Sendable

    /// Loads what belongs to some owners.
    ///
    /// - Returns: As many values as there are owners, in their order.
    func load(for owners: [Owner], on db: Database) async throws(DatabaseError) -> [Value]

    /// Loads the models that belong to some owners, each once.
    func matches(for owners: [Owner], on db: Database) async throws(DatabaseError) -> RelationMatches<Target>
}

/// The models that a relation found, and to which owners they belong.
public struct RelationMatches<Target: Model>: Sendable {
    /// The models.
    public let models: [Target]
    /// For each owner, the positions of its models.
    public let positions: [[Int]]

    /// Puts models and their owners together.
    ///
    /// - Parameters:
    ///   - models: The models.
    ///   - positions: For each owner, the positions of its models, each within `models`.
    public init(models: [Target], positions: [[Int]]) {
        self.models = models
        self.positions = positions
    }
}

/// A relation to any number of models.
public protocol ManyRelation<Owner, Target>: Relation where Value == [Target] {}

/// A relation to one model, that is always there.
public protocol OneRelation<Owner, Target>: Relation where Value == Target {}

/// A relation to one model, or none.
public protocol OptionalRelation<Owner, Target>: Relation where Value == Target? {}

extension ManyRelation {
    /// Loads the lists of some owners.
    public func load(for owners: [Owner], on db: Database) async throws(DatabaseError) -> [[Target]] {
        let matches = try await matches(for: owners, on: db)
        return matches.positions.map { $0.map { matches.models[$0] } }
    }
}

extension OptionalRelation {
    /// Loads what some owners have.
    public func load(for owners: [Owner], on db: Database) async throws(DatabaseError) -> [Target?] {
        let matches = try await matches(for: owners, on: db)
        return matches.positions.map { $0.first.map { matches.models[$0] } }
    }
}

extension OneRelation {
    /// Loads what some owners have.
    ///
    /// - Throws: `DatabaseError` with the code `notFound` when an owner's model is not to be seen: a filter hides it, or it was
    ///   deleted softly.
    public func load(for owners: [Owner], on db: Database) async throws(DatabaseError) -> [Target] {
        let matches = try await matches(for: owners, on: db)
        var values: [Target] = []
        for positions in matches.positions {
            guard let first = positions.first else { throw Self.missing }
            values.append(matches.models[first])
        }
        return values
    }

    static var missing: DatabaseError {
        DatabaseError(
            .notFound,
            message: "a row of \(Owner.schema.name) refers to a row of \(Target.schema.name) that is not to be seen",
            table: Target.schema.name
        )
    }
}
