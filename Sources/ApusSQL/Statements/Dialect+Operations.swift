extension Dialect {
    /// The spelling of the SQL standard, or the one that most databases share.
    public func template(for operation: SQLOperation) -> String? {
        standardTemplate(for: operation)
    }

    /// The name of a type in `cast(… as …)`: the column's type.
    public func castType(_ type: SQLType) -> String {
        columnType(type, isGenerated: false)
    }

    /// The pattern as it is.
    public func likePattern(_ pattern: String) -> String { pattern }

    /// Refuses the statement.
    public func writeJSONText(
        _ builder: inout StatementBuilder,
        at path: [String],
        of document: (inout StatementBuilder) -> Void
    ) {
        builder.refuse("\(name) has no paths into JSON documents")
    }

    /// What ``template(for:)`` falls back on, for a dialect that spells only some operations its own way.
    public func standardTemplate(for operation: SQLOperation) -> String? {
        switch operation {
        case .add: "({0} + {1})"
        case .subtract: "({0} - {1})"
        case .multiply: "({0} * {1})"
        case .divide: "({0} / {1})"
        case .remainder: "({0} % {1})"
        case .negate: "(- {0})"
        case .absolute: "abs({0})"
        case .round: "round({0})"
        case .floor: "floor({0})"
        case .ceiling: "ceil({0})"
        case .concatenate: "({0} || {1})"
        case .length: "length({0})"
        case .trim: "trim({0})"
        case .substring: "substr({0}, {1}, {2})"
        case .replace: "replace({0}, {1}, {2})"
        case .uppercase: "upper({0})"
        case .like: "{0} like {1} escape '\\'"
        case .coalesce: "coalesce({*})"
        case .nullIf: "nullif({0}, {1})"
        case .typedValue: "{0}"
        case .cast(let type): "cast({0} as \(castType(type)))"
        case .countRows: "count(*)"
        case .count: "count({0})"
        case .countDistinct: "count(distinct {0})"
        case .sum: "sum({0})"
        case .average: "avg({0})"
        case .minimum: "min({0})"
        case .maximum: "max({0})"
        case .every: "every({0})"
        case .now: "current_timestamp"
        case .datePart(let unit): "extract(\(unit.rawValue) from {0})"
        case .lockForUpdate: " for update"
        case .lockForShare: " for share"
        case .skipLocked: " skip locked"
        case .noWait: " nowait"
        case .explain: "explain "
        default: nil
        }
    }
}
