public import ApusHTTP
public import ApusModel

extension Request {
    /// The page of a list that the query asks for by `page` and `limit`: `?page=2&limit=50`.
    ///
    /// ```swift
    /// router.get("/notes") { request in try await db.page(request.page(), Note.order { $0.id.ascending }) }
    /// ```
    ///
    /// - Parameter defaultLimit: How many items a page has when the query does not say.
    /// - Throws: A ``Problem`` with status 400 when one is not a number, or out of its range.
    public func page(defaultLimit: Int = PageRequest.defaultLimit) throws(Problem) -> PageRequest {
        let page = try query.value("page", as: Int.self) ?? 1
        let limit = try query.value("limit", as: Int.self) ?? defaultLimit
        guard let request = PageRequest(page: page, limit: limit) else {
            throw .badRequest(
                detail:
                    "The query parameters page and limit must be at least 1, page not astronomic, and limit at most "
                    + "\(PageRequest.maximumLimit)."
            )
        }
        return request
    }
}
