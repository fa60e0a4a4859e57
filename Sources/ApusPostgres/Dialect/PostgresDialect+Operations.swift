public import ApusSQL

extension PostgresDialect {
    /// PostgreSQL's own spellings; the standard's for everything else.
    ///
    /// Sums of integers and means are cast: they would be `numeric`, which has no binary form here.
    public func template(for operation: SQLOperation) -> String? {
        switch operation {
        case .typedValue(let type): "cast({0} as \(castType(type)))"
        case .uppercase: "(upper(({0}) collate \"und-x-icu\") collate \"C\")"
        case .sum(.integer): "cast(sum({0}){~} as bigint)"
        case .average: "cast(avg({0}){~} as double precision)"
        case .join: "string_agg({0}, {1})"
        case .every: "bool_and({0})"
        case .some: "bool_or({0})"
        case .now: "now()"
        case .datePart(let unit): "cast(floor(extract(\(unit.rawValue) from {0} at time zone 'UTC')) as bigint)"
        case .dateTruncate(let unit): "date_trunc('\(unit.rawValue)', {0}, 'UTC')"
        case .isElement: "{0} = any({1})"
        case .arrayContains, .jsonContains: "({0} @> {1})"
        case .arrayLength: "cardinality({0})"
        case .jsonLength: "jsonb_array_length({0})"
        case .rangeContains: "({1} @> {0})"
        case .rangesOverlap: "({0} && {1})"
        case .distinctOn: "distinct on ({*}) "
        case .explainAnalyze: "explain analyze "
        default: standardTemplate(for: operation)
        }
    }

    /// Appends `(document #>> '{"a","b"}')`.
    public func writeJSONText(
        _ builder: inout StatementBuilder,
        at path: [String],
        of document: (inout StatementBuilder) -> Void
    ) {
        builder.append("(")
        document(&builder)
        let keys = path.map { key in
            let escaped = key.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            return "\"\(escaped)\""
        }
        let literal = keys.joined(separator: ",").replacing("'", with: "''").replacing("\0", with: "")
        builder.append(" #>> '{\(literal)}')")
    }
}
