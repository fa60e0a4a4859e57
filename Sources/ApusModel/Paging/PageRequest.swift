/// Which page of a list is asked for.
public struct PageRequest: Sendable, Hashable {
    /// The most items that a page can have.
    public static let maximumLimit = 100
    /// How many items a page has when nobody says.
    public static let defaultLimit = 20
    /// The first page, of the default size.
    public static let first = PageRequest()

    /// The page, from one.
    public let page: Int
    /// How many items it has at most.
    public let limit: Int

    private init() {
        page = 1
        limit = Self.defaultLimit
    }

    /// Asks for a page.
    ///
    /// - Parameters:
    ///   - page: The page, from one.
    ///   - limit: How many items it has at most: 1 to ``maximumLimit``.
    /// - Returns: nil when a number is out of its range, or the page is so far that its items cannot be counted.
    public init?(page: Int = 1, limit: Int = PageRequest.defaultLimit) {
        guard page >= 1, (1...Self.maximumLimit).contains(limit),
            !(page - 1).multipliedReportingOverflow(by: limit).overflow
        else { return nil }
        self.page = page
        self.limit = limit
    }

    /// How many items come before the page.
    public var offset: Int { (page - 1) * limit }
}
