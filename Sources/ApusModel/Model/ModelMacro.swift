import ApusJSON

/// Makes a struct a ``Model``: each stored property is a column.
///
/// ```swift
/// @Model struct Country {
///     @ID var code: String
///     @Unique var name: String
///     var population: Int?
///     @References(Currency.self) var currency: Currency.ID?
/// }
/// ```
///
/// The table is named after the struct and the columns after the properties, in snake case: `TimeZone` is kept in
/// `time_zone`. The struct becomes `JSONEncodable` too, with the properties' names as keys, unless it is already.
///
/// Several properties that are an `@ID` are a composite primary key: the model's `id` is a value with these properties then.
///
/// ```swift
/// @Model struct OrderLine {
///     @ID @References(Order.self) var order: Order.ID
///     @ID var product: String
///     var count: Int
/// }
/// let line = try await db.find(OrderLine.self, OrderLine.ID(order: 7, product: "tea"))
/// ```
///
/// Indexes of several columns, partial and unique ones, and checks are `static let indexes` and `static let checks`; see
/// ``Model/indexes``.
///
/// A struct that declares no initializer, and whose generated id, version or timestamps have no default value, gets an
/// initializer without these.
///
/// - Parameter table: The table's name, where it is another one.
@attached(
    extension,
    conformances: Model,
    JSONEncodable,
    names: named(ID),
    named(Columns),
    named(columns),
    named(schema),
    named(id),
    named(init),
    named(appendValues),
    named(keyValues),
    named(encode)
)
@attached(memberAttribute)
public macro Model(table: String? = nil) = #externalMacro(module: "ApusMacros", type: "ModelMacro")
