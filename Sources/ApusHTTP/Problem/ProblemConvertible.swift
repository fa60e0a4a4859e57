/// An error that knows how to be shown to a client.
///
/// ```swift
/// struct OutOfStock: ProblemConvertible {
///     var item: String
///     var problem: Problem { .conflict(code: "out_of_stock", detail: "\(item) is out of stock.") }
/// }
/// ```
///
/// For the errors of a library that knows nothing of HTTP, see `mapError` of ``Router``.
public protocol ProblemConvertible: Error {
    /// What the client is told.
    var problem: Problem { get }
}
