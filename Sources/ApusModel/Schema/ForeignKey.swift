/// A column's reference to the id of a model.
public struct ForeignKey: Sendable {
    /// The model whose rows are referenced.
    public let target: any Model.Type
    /// What happens when a referenced row is deleted.
    public let onDelete: ReferentialAction
    /// What happens when a referenced row gets another id.
    public let onUpdate: ReferentialAction

    /// The table that is referenced.
    public var table: String { target.schema.name }
    /// The column that is referenced: the id's.
    public var column: String { target.schema.identifier.name }

    /// Makes a reference.
    ///
    /// - Parameters:
    ///   - target: The model whose rows are referenced. Its schema is not asked for yet, so models may refer to each other.
    ///   - onDelete: What happens when a referenced row is deleted.
    ///   - onUpdate: What happens when a referenced row gets another id.
    public init(
        _ target: any Model.Type,
        onDelete: ReferentialAction = .restrict,
        onUpdate: ReferentialAction = .restrict
    ) {
        self.target = target
        self.onUpdate = onUpdate
        self.onDelete = onDelete
    }
}
