import ApusJSON

/// Makes a struct a row of a query's result: each stored property is a column. The struct gets a function `select`, with a parameter
/// for each of them.
///
/// ```swift
/// @Row struct RegionSummary {
///     var region: String
///     var population: Int?
/// }
/// let summaries = try await db.all(
///     Country.group { $0.region }.select { RegionSummary.select(region: $0.region, population: $0.population.sum) }
/// )      // [RegionSummary]
/// ```
///
/// What is selected has exactly the properties' types. The struct becomes `JSONEncodable` too, with the properties' names as keys,
/// unless it is already.
@attached(
    extension,
    conformances: Record,
    JSONEncodable,
    names: named(Columns),
    named(columns),
    named(columnNames),
    named(init),
    named(select),
    named(encode)
)
@attached(memberAttribute)
public macro Row() = #externalMacro(module: "ApusMacros", type: "RowMacro")
