public import ApusSQL

/// A query whose rows are read as values of one type: what `Database.all`, `Database.first` and subqueries take.
public protocol SelectStatement<Output>: Sendable {
    /// What a row is read as.
    associatedtype Output: Sendable

    /// The query, without its types.
    var text: SelectText { get }

    /// Reads a row of the query's result.
    func decode(_ row: Row) throws(DatabaseError) -> Output
}

/// A query, without its types.
public struct SelectText: Sendable {
    let query: any QueryText
    /// Whether it only reads.
    let access: Statement.Access
    /// The common table expressions that it refers to.
    let tables: [CommonTableText]
    /// The table that an error speaks of, where there is only one.
    var table: String?
}

extension SelectText: QueryText {
    func append(to builder: inout StatementBuilder) { query.append(to: &builder) }
}

extension SelectStatement {
    /// The query as SQL, with placeholders for its values: for tests, logs and curiosity.
    ///
    /// - Parameter dialect: The dialect of the database, `db.dialect`.
    public func sql(in dialect: any Dialect) -> String {
        var builder = StatementBuilder(dialect: dialect)
        text.appendStatement(to: &builder)
        return builder.sql
    }

    /// The query as a statement.
    ///
    /// - Parameter dialect: The dialect of the database, `db.dialect`.
    /// - Throws: `DatabaseError`: `misuse` when the limit or offset is negative or there are more values than the database can
    ///   bind, `unsupported` when the database lacks something that the query needs.
    public func statement(in dialect: any Dialect) throws(DatabaseError) -> Statement {
        try statement(StatementBuilder(dialect: dialect))
    }

    func statement(_ builder: consuming StatementBuilder) throws(DatabaseError) -> Statement {
        let text = text
        text.appendStatement(to: &builder)
        return try builder.checked(text.access, table: text.table)
    }
}

extension SelectText {
    /// Appends the query with what it refers to before it.
    func appendStatement(to builder: inout StatementBuilder) {
        CommonTableText.append(tables, to: &builder)
        query.append(to: &builder)
    }
}
