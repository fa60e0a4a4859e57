/// Collects the lines of a closure into a list; `if`, `switch` and `for` work, and a line may be a list itself.
@resultBuilder
public enum ListBuilder<Element> {
    /// One element.
    public static func buildExpression(_ element: Element) -> [Element] { [element] }
    /// Several elements.
    public static func buildExpression(_ elements: [Element]) -> [Element] { elements }
    /// All lines.
    public static func buildBlock(_ lines: [Element]...) -> [Element] { lines.flatMap { $0 } }
    /// An `if` without `else`.
    public static func buildOptional(_ elements: [Element]?) -> [Element] { elements ?? [] }
    /// The first branch.
    public static func buildEither(first elements: [Element]) -> [Element] { elements }
    /// The second branch.
    public static func buildEither(second elements: [Element]) -> [Element] { elements }
    /// A `for` loop.
    public static func buildArray(_ lines: [[Element]]) -> [Element] { lines.flatMap { $0 } }
}
