/// One page of a list.
public struct Page<Item> {
    /// The page's items.
    public var items: [Item]
    /// How many items all pages have together.
    public var total: Int
    /// The page, from one.
    public var page: Int
    /// How many items a page has at most.
    public var limit: Int

    /// Makes a page.
    ///
    /// - Parameters:
    ///   - items: The page's items.
    ///   - total: How many items all pages have together.
    ///   - request: What was asked for.
    public init(_ items: [Item], total: Int, of request: PageRequest) {
        self.items = items
        self.total = total
        page = request.page
        limit = request.limit
    }

    /// How many pages there are; none when there are no items.
    public var pageCount: Int { limit > 0 ? total / limit + (total % limit > 0 ? 1 : 0) : 0 }

    /// The same page of other items, each made from one of these.
    public func map<Other, Failure>(_ transform: (Item) throws(Failure) -> Other) throws(Failure) -> Page<Other> {
        var other: [Other] = []
        other.reserveCapacity(items.count)
        for item in items { other.append(try transform(item)) }
        return Page<Other>(items: other, total: total, page: page, limit: limit)
    }

    private init(items: [Item], total: Int, page: Int, limit: Int) {
        self.items = items
        self.total = total
        self.page = page
        self.limit = limit
    }
}

extension Page: Sendable where Item: Sendable {}
extension Page: Equatable where Item: Equatable {}
extension Page: Hashable where Item: Hashable {}
