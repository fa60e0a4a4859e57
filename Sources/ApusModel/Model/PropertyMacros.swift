/// The property that identifies a row: the table's primary key, or one of its columns when several properties are marked.
@attached(peer)
public macro ID() = #externalMacro(module: "ApusMacros", type: "PropertyMacro")

/// The property that identifies a row: the table's primary key.
///
/// - Parameter source: Where its values come from.
@attached(peer)
public macro ID(_ source: IDSource) = #externalMacro(module: "ApusMacros", type: "PropertyMacro")

/// No two rows may have the same value.
@attached(peer)
public macro Unique() = #externalMacro(module: "ApusMacros", type: "PropertyMacro")

/// The table gets an index on the column, so that rows are found and sorted by it quickly.
@attached(peer)
public macro Indexed() = #externalMacro(module: "ApusMacros", type: "PropertyMacro")

/// The value is the id of another model's row, which must exist. The table gets an index on the column.
///
/// - Parameters:
///   - target: The other model; the property's type is its `ID`, or an optional of it.
///   - onDelete: What happens when the other row is deleted.
@attached(peer)
public macro References<Target: Model>(_ target: Target.Type, onDelete: ReferentialAction = .restrict) =
    #externalMacro(module: "ApusMacros", type: "PropertyMacro")

/// The column has another name than the property.
///
/// - Parameter name: The column's name: a literal.
@attached(peer)
public macro Column(_ name: String) = #externalMacro(module: "ApusMacros", type: "PropertyMacro")

/// An `Int` that counts a row's changes, from one. Updating or deleting a model whose version is not the row's any more
/// fails with the code `staleRow`.
@attached(peer)
public macro Version() = #externalMacro(module: "ApusMacros", type: "PropertyMacro")

/// Whose row it is. Queries see the rows of one tenant alone, and are refused when nobody has said which: see
/// `Database.tenant(_:)`.
@attached(peer)
public macro Tenant() = #externalMacro(module: "ApusMacros", type: "PropertyMacro")

/// A `Date` that is set when the row is inserted or updated or, a `Date?`, when it is deleted softly.
///
/// - Parameter event: When it is set.
@attached(peer)
public macro Timestamp(_ event: TimestampEvent) = #externalMacro(module: "ApusMacros", type: "PropertyMacro")

/// The property is a column like the others, but is left out of the model's JSON.
@attached(peer)
public macro Hidden() = #externalMacro(module: "ApusMacros", type: "PropertyMacro")
