public import ApusSQL

extension SQLiteDialect {
    /// SQLite's own spellings; the standard's for everything else.
    ///
    /// Row locks are nothing: a transaction that writes holds the only write lock from its beginning, so nobody else can
    /// change a row, and none can be locked by somebody else.
    public func template(for operation: SQLOperation) -> String? {
        switch operation {
        case .uppercase: "apus_upper({0})"
        case .like: "{0} glob {1}"
        case .join: "group_concat({0}, {1})"
        case .every: "min({0})"
        case .some: "max({0})"
        case .now: "strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')"
        case .datePart(let unit): "cast(strftime('\(Self.code(of: unit))', {0}) as integer)"
        case .dateTruncate(let unit): "strftime('\(Self.beginning(of: unit))', {0})"
        case .isElement: "{0} in (select value from json_each({1}))"
        case .arrayContains:
            "not exists (select 1 from json_each({1}) where value not in (select value from json_each({0})))"
        case .arrayLength, .jsonLength: "json_array_length({0})"
        case .lockForUpdate, .lockForShare, .skipLocked, .noWait: ""
        case .explain: "explain query plan "
        default: standardTemplate(for: operation)
        }
    }

    /// The pattern for `glob`, because SQLite's `like` takes upper and lower case of ASCII letters for the same.
    public func likePattern(_ pattern: String) -> String {
        var glob = ""
        var isEscaped = false
        for character in pattern {
            switch character {
            case "\\" where !isEscaped:
                isEscaped = true
                continue
            case "%" where !isEscaped: glob += "*"
            case "_" where !isEscaped: glob += "?"
            case "*", "?", "[": glob += "[\(character)]"
            default: glob.append(character)
            }
            isEscaped = false
        }
        return glob
    }

    /// Appends `json_extract(document, '$."a"."b"')`.
    public func writeJSONText(
        _ builder: inout StatementBuilder,
        at path: [String],
        of document: (inout StatementBuilder) -> Void
    ) {
        // SQLite's paths know no escape for a quote in a key.
        guard !path.contains(where: { $0.contains("\"") || $0.contains("\0") }) else {
            return builder.refuse("SQLite finds no keys of JSON documents that contain a quote")
        }
        builder.append("json_extract(")
        document(&builder)
        let steps = path.map { Int($0).map { "[\($0)]" } ?? ".\"\($0)\"" }
        builder.append(", '$\(steps.joined().replacing("'", with: "''"))')")
    }

    private static func code(of unit: SQLOperation.TimeUnit) -> String {
        switch unit {
        case .year: "%Y"
        case .month: "%m"
        case .day: "%d"
        case .hour: "%H"
        case .minute: "%M"
        case .second: "%S"
        }
    }

    private static func beginning(of unit: SQLOperation.TimeUnit) -> String {
        switch unit {
        case .year: "%Y-01-01T00:00:00.000000Z"
        case .month: "%Y-%m-01T00:00:00.000000Z"
        case .day: "%Y-%m-%dT00:00:00.000000Z"
        case .hour: "%Y-%m-%dT%H:00:00.000000Z"
        case .minute: "%Y-%m-%dT%H:%M:00.000000Z"
        case .second: "%Y-%m-%dT%H:%M:%S.000000Z"
        }
    }
}
