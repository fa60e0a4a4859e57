/// A piece of SQL written by hand, whose interpolated values are bound, never spliced.
///
/// ```swift
/// let name = "Robert'); drop table students;--"
/// let statement: SQL = "select id from students where name = \(name)"      // … where name = $1
/// ```
///
/// A fragment can be written only as a literal: there is no way to make one from a `String` that was read from somewhere.
/// The name of a table or column is interpolated as `\(identifier: name)` and quoted; another fragment as it is.
public struct SQL: Sendable, Hashable, ExpressibleByStringInterpolation {
    enum Part: Sendable, Hashable {
        case text(String)
        case identifier(String)
        case value(SQLValue)
    }

    var parts: [Part]

    /// Makes a fragment without values from a literal.
    public init(stringLiteral value: StaticString) {
        parts = [.text(value.description)]
    }

    /// Makes a fragment from a literal with interpolated values.
    public init(stringInterpolation: Interpolation) {
        parts = stringInterpolation.parts
    }

    /// The fragment as a whole statement.
    ///
    /// - Parameters:
    ///   - dialect: The dialect of the database that the statement is for.
    ///   - access: What the statement may do. Say ``Statement/Access/read`` only of one that takes no lock and calls no
    ///     volatile function.
    public func statement(in dialect: any Dialect, access: Statement.Access = .write) -> Statement {
        var builder = StatementBuilder(dialect: dialect)
        builder.append(self)
        return builder.statement(access)
    }
}
