import Apus

/// How a collection is listed: what it is searched and sorted by. The request says the rest:
/// `?search=land&sort=type,-name&page=2&limit=50`.
struct Listing<Record: Model & JSONEncodable>: Sendable {
    typealias SortKey = @Sendable (Record.Columns) -> any SortableColumn

    /// The folded text that `search` looks into.
    let searchText: @Sendable (Record.Columns) -> Column<Record, String>
    /// The columns that `sort` can name.
    let sortKeys: [String: SortKey]
    /// The column that rows are sorted by when the request does not say.
    let defaultSort: String

    /// Answers with a page of those of `query` that the request asks for.
    func page(_ request: Request, _ query: Query<Record>, _ db: Database) async throws -> ListPage<Record> {
        let page = try request.page()
        let query = try sorted(request, searched(request, query))
        return ListPage(try await db.page(page, query), request)
    }

    private func searched(_ request: Request, _ query: Query<Record>) -> Query<Record> {
        guard let search = request.query["search"], !search.isEmpty else { return query }
        return query.where { searchText($0).contains(SearchText.fold(search)) }
    }

    private func sorted(_ request: Request, _ query: Query<Record>) throws(Problem) -> Query<Record> {
        var query = query
        for term in (request.query["sort"] ?? defaultSort).split(separator: ",") {
            let isDescending = term.hasPrefix("-")
            guard let key = sortKeys[String(isDescending ? term.dropFirst() : term)] else {
                let known = sortKeys.keys.sorted().joined(separator: ", ")
                throw .badRequest(
                    detail:
                        "The query parameter sort cannot name \"\(term)\". It can name \(known), with - for descending."
                )
            }
            query = query.order { isDescending ? key($0).descending : key($0).ascending }
        }
        return query
    }
}
