/// Writes a statement piece by piece, in one dialect.
public struct StatementBuilder: Sendable {
    /// The text so far.
    public private(set) var sql = ""
    /// The values so far.
    public private(set) var bindings: [SQLValue] = []
    /// The dialect that the text is written in.
    public let dialect: any Dialect

    /// Why the statement cannot be run on this database: the first reason of all.
    public private(set) var refusal: DatabaseError?
    /// Whether columns are written with their table, because more than one is in sight.
    package var qualifiesColumns = false
    /// Whose rows are meant in tables that keep those of several tenants.
    package var tenantScope: TenantScope?

    /// Starts an empty statement.
    ///
    /// - Parameter dialect: The dialect of the database that the statement is for.
    public init(dialect: any Dialect) {
        self.dialect = dialect
        sql.reserveCapacity(128)
    }

    /// Appends text as it is. It must come from the program's own source, never from outside.
    public mutating func append(_ text: String) {
        sql += text
    }

    /// Appends the name of a table, column or the like, quoted.
    public mutating func append(identifier: String) {
        dialect.quote(identifier, into: &sql)
    }

    /// Appends a placeholder, and binds a value to it.
    public mutating func bind(_ value: SQLValue) {
        bindings.append(value)
        dialect.writePlaceholder(bindings.count, into: &sql)
    }

    /// Appends a fragment, its values as placeholders.
    public mutating func append(_ fragment: SQL) {
        for part in fragment.parts {
            switch part {
            case .text(let text): append(text)
            case .identifier(let name): append(identifier: name)
            case .value(let value): bind(value)
            }
        }
    }

    /// Appends an operation in the dialect's spelling, or refuses the statement when the dialect has none.
    ///
    /// - Parameters:
    ///   - operation: What is done.
    ///   - operands: Each appends one operand; it is called where it stands in the text, and as often as it does.
    ///   - clause: Appends what belongs to an aggregate: its filter and window. It stands where the template has `{~}`, and at
    ///     the end otherwise.
    public mutating func append(
        _ operation: SQLOperation,
        _ operands: [(inout StatementBuilder) -> Void] = [],
        clause: ((inout StatementBuilder) -> Void)? = nil
    ) {
        guard let template = dialect.template(for: operation) else {
            return refuse("\(dialect.name) has no \(operation)")
        }
        var rest = template[...]
        var clause = clause
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            append(String(rest[..<open]))
            let name = rest[rest.index(after: open)..<close]
            rest = rest[rest.index(after: close)...]
            if name == "*" {
                for (index, operand) in operands.enumerated() {
                    if index > 0 { append(", ") }
                    operand(&self)
                }
            } else if name == "~" {
                clause?(&self)
                clause = nil
            } else if let index = Int(name), operands.indices.contains(index) {
                operands[index](&self)
            }
        }
        append(String(rest))
        clause?(&self)
    }

    /// Says that the statement cannot be run, because the database lacks something or its parts do not fit together. The
    /// first reason is kept, and thrown when the statement is finished.
    public mutating func refuse(_ message: String, code: DatabaseError.Code = .unsupported) {
        if refusal == nil { refusal = DatabaseError(code, message: message) }
    }

    /// The finished statement.
    ///
    /// - Parameter access: What the statement may do.
    public consuming func statement(_ access: Statement.Access) -> Statement {
        Statement(sql: sql, bindings: bindings, access: access)
    }
}
