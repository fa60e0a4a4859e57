public import ApusSQL

/// A column of a ``TableSchema``.
public struct ColumnSchema: Sendable {
    /// The column's name in the table.
    public let name: String
    /// The name of the model's property.
    public let property: String
    /// The type of its values.
    public let type: SQLType
    /// Whether it may hold NULL.
    public let isNullable: Bool
    /// Whether it is the primary key, or one of its columns.
    public private(set) var isIdentifier = false
    /// Whether the database numbers the rows in it.
    public private(set) var isGenerated = false
    /// Whether no two rows may have the same value.
    public private(set) var isUnique = false
    /// Whether the table has an index on it.
    public private(set) var isIndexed = false
    /// Whether it counts the row's changes.
    public private(set) var isVersion = false
    /// Whether it says whose row it is; see `Database.tenant(_:)`.
    public private(set) var isTenant = false
    /// When it is set to the current time.
    public private(set) var timestamp: TimestampEvent?
    /// The row of another table that its value refers to.
    public private(set) var reference: ForeignKey?

    /// Describes a column.
    ///
    /// - Parameters:
    ///   - name: The column's name.
    ///   - property: The property's name, where it is another one.
    ///   - type: The property's type.
    ///   - traits: What is special about the column.
    public init<Value: SQLConvertible>(
        _ name: String,
        property: String? = nil,
        _ type: Value.Type,
        _ traits: Trait...
    ) {
        self.name = name
        self.property = property ?? name
        self.type = Value.sqlType
        isNullable = Value.isNullable
        for trait in traits {
            switch trait.kind {
            case .identifier: isIdentifier = true
            case .generatedIdentifier: (isIdentifier, isGenerated) = (true, true)
            case .unique: isUnique = true
            case .indexed: isIndexed = true
            case .version: isVersion = true
            case .tenant: isTenant = true
            case .timestamp(let event): timestamp = event
            case .reference(let key): reference = key
            }
        }
    }
}

extension ColumnSchema {
    /// What is special about a column.
    public struct Trait: Sendable {
        enum Kind {
            case identifier
            case generatedIdentifier
            case unique
            case indexed
            case version
            case tenant
            case timestamp(TimestampEvent)
            case reference(ForeignKey)
        }

        let kind: Kind

        /// It is the primary key, or one of its columns.
        public static let identifier = Trait(kind: .identifier)
        /// It is the primary key, and the database numbers the rows.
        public static let generatedIdentifier = Trait(kind: .generatedIdentifier)
        /// No two rows may have the same value.
        public static let unique = Trait(kind: .unique)
        /// The table has an index on it.
        public static let indexed = Trait(kind: .indexed)
        /// It counts the row's changes.
        public static let version = Trait(kind: .version)
        /// It says whose row it is: queries see the rows of one tenant alone.
        public static let tenant = Trait(kind: .tenant)
        /// It is set to the current time.
        public static func timestamp(_ event: TimestampEvent) -> Trait {
            Trait(kind: .timestamp(event))
        }
        /// It refers to the id of another model.
        ///
        /// - Parameters:
        ///   - target: The other model.
        ///   - onDelete: What happens when the other row is deleted.
        ///   - onUpdate: What happens when the other row gets another id.
        public static func references(
            _ target: any Model.Type,
            onDelete: ReferentialAction = .restrict,
            onUpdate: ReferentialAction = .restrict
        ) -> Trait {
            Trait(kind: .reference(ForeignKey(target, onDelete: onDelete, onUpdate: onUpdate)))
        }
    }
}
