import Apus

/// A page of a list, with links to the others.
struct ListPage<Item: JSONEncodable & Sendable>: JSONEncodable, Sendable {
    let page: Page<Item>
    let request: Request

    init(_ page: Page<Item>, _ request: Request) {
        self.page = page
        self.request = request
    }

    func encode(to json: inout JSONWriter) throws(JSONError) {
        json.beginObject()
        json.key("items")
        try page.items.encode(to: &json)
        json.key("total")
        json.integer(page.total)
        json.key("page")
        json.integer(page.page)
        json.key("limit")
        json.integer(page.limit)
        json.key("links")
        links(to: &json)
        json.endObject()
    }

    private func links(to json: inout JSONWriter) {
        let last = max(1, (page.total + page.limit - 1) / page.limit)
        json.beginObject()
        link("self", page.page, to: &json)
        link("first", 1, to: &json)
        link("last", last, to: &json)
        if page.page > 1 { link("previous", min(page.page - 1, last), to: &json) }
        if page.page < last { link("next", page.page + 1, to: &json) }
        json.endObject()
    }

    private func link(_ name: StaticString, _ number: Int, to json: inout JSONWriter) {
        json.key(name)
        json.string(request.path + "?" + query(page: number))
    }

    /// The request's own query with another page. The link is relative, so that no header can make it point elsewhere.
    private func query(page number: Int) -> String {
        var parts = request.query.all
            .filter { $0.name != "page" && $0.name != "limit" }
            .map { "\(URLEncoding.query($0.name))=\(URLEncoding.query($0.value))" }
        parts += ["page=\(number)", "limit=\(page.limit)"]
        return parts.joined(separator: "&")
    }
}
