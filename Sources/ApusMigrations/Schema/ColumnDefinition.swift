public import ApusModel
public import ApusSQL

/// A column as a migration declares it. It holds no NULL unless it is ``Trait/nullable``.
public struct ColumnDefinition: Sendable {
    /// What is special about a column.
    public struct Trait: Sendable {
        enum Kind {
            case primaryKey
            case generated
            case nullable
            case unique
            case indexed
            case defaultValue(SQL)
            case reference(table: String, column: String, ReferentialAction)
        }

        let kind: Kind

        /// It is the primary key.
        public static let primaryKey = Trait(kind: .primaryKey)
        /// It is the primary key, and the database numbers the rows.
        public static let generatedPrimaryKey = Trait(kind: .generated)
        /// It may hold NULL.
        public static let nullable = Trait(kind: .nullable)
        /// No two rows may have the same value.
        public static let unique = Trait(kind: .unique)
        /// It has an index.
        public static let indexed = Trait(kind: .indexed)
        /// It has a value where an insert gives none, and in the rows that are there when the column is added.
        ///
        /// - Parameter value: A literal of SQL, such as `"0"` or `"'none'"`, without interpolated values.
        public static func defaultValue(_ value: SQL) -> Trait {
            Trait(kind: .defaultValue(value))
        }
        /// It refers to a row of another table, and has an index.
        ///
        /// - Parameters:
        ///   - table: The other table.
        ///   - column: The column of the other table, its primary key or unique.
        ///   - onDelete: What happens when the other row is deleted.
        public static func references(
            _ table: String,
            _ column: String,
            onDelete: ReferentialAction = .restrict
        ) -> Trait {
            Trait(kind: .reference(table: table, column: column, onDelete))
        }
    }

    let name: String
    let type: SQLType
    private(set) var isPrimaryKey = false
    private(set) var isGenerated = false
    private(set) var isNullable = false
    private(set) var isUnique = false
    private var isIndexed = false
    private(set) var defaultValue: SQL?
    private(set) var reference: (table: String, column: String, onDelete: ReferentialAction)?

    /// Declares a column.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - type: Its type.
    ///   - traits: What is special about it.
    public init(_ name: String, _ type: SQLType, _ traits: [Trait]) {
        self.name = name
        self.type = type
        for trait in traits {
            switch trait.kind {
            case .primaryKey: isPrimaryKey = true
            case .generated: (isPrimaryKey, isGenerated) = (true, true)
            case .nullable: isNullable = true
            case .unique: isUnique = true
            case .indexed: isIndexed = true
            case .defaultValue(let value): defaultValue = value
            case .reference(let table, let column, let action): reference = (table, column, action)
            }
        }
    }

    init(_ column: ColumnSchema) {
        name = column.name
        type = column.type
        isPrimaryKey = column.isIdentifier
        isGenerated = column.isGenerated
        isNullable = column.isNullable
        isUnique = column.isUnique
        isIndexed = column.isIndexed
        reference = column.reference.map { ($0.table, $0.column, $0.onDelete) }
    }

    /// Whether the column has an index of its own, for a foreign key or because it was asked for: one that is the first of a
    /// primary key or unique has one already.
    func needsIndex(besides primaryKey: [ColumnDefinition]) -> Bool {
        guard isPrimaryKey, primaryKey.count > 1, primaryKey[0].name != name else { return needsIndex }
        return (isIndexed || reference != nil) && !isUnique
    }

    /// Whether the column has an index of its own. A primary key and a unique column have one already; without one on a
    /// reference, each deletion in the other table would read this table as a whole.
    var needsIndex: Bool { (isIndexed || reference != nil) && !isPrimaryKey && !isUnique }

    func append(to sql: inout StatementBuilder, withUnique: Bool = true, withPrimaryKey: Bool = true) {
        sql.append(identifier: name)
        sql.append(" ")
        sql.append(sql.dialect.columnType(type, isGenerated: isGenerated))
        if !isNullable { sql.append(" not null") }
        if isPrimaryKey, withPrimaryKey { sql.append(" primary key") }
        if isUnique, !isPrimaryKey, withUnique { sql.append(" unique") }
        if let defaultValue {
            sql.append(" default ")
            sql.append(defaultValue)
        }
        if let reference {
            sql.append(" references ")
            sql.append(identifier: reference.table)
            sql.append(" (")
            sql.append(identifier: reference.column)
            sql.append(")")
            // "Restrict" is what the databases do when nothing is said, but at the statement's end: a statement may delete a
            // row together with those that refer to it.
            if reference.onDelete != .restrict { sql.append(" on delete \(reference.onDelete.rawValue)") }
        }
    }
}
