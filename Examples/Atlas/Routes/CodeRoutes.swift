import Apus

/// How a collection whose members are known by a code is served.
struct CodeCollection<Record: Model & JSONEncodable>: Sendable where Record.ID == String {
    let listing: Listing<Record>
    /// The columns that the request can filter by, under the names of the query parameters.
    let filters: [String: @Sendable (Record.Columns, String) -> Condition]
    /// Brings a code from a path into the form that it has in the database.
    let normalize: @Sendable (String) -> String
}

/// Serves a collection: its list, and one by its code.
func addCodeRoutes<Record: Model & JSONEncodable>(
    _ path: String,
    of collection: CodeCollection<Record>,
    to router: Router,
    _ db: Database
) where Record.ID == String {
    router.get(path) { request in
        var query = Record.all
        for (name, filter) in collection.filters {
            query = query.filter(request.query[name]) { filter($0, $1) }
        }
        return try await collection.listing.page(request, query, db)
    }
    router.get("\(path)/{code}") { request in
        try await db.find(Record.self, collection.normalize(try request.parameter("code")))
    }
}

extension Language {
    static let languages = CodeCollection(
        listing: Listing<Language>(
            searchText: { $0.searchText },
            sortKeys: [
                "code": { $0.code }, "name": { $0.name }, "alpha2": { $0.alpha2 }, "scope": { $0.scope },
                "type": { $0.type },
            ],
            defaultSort: "code"
        ),
        filters: [
            "alpha2": { $0.alpha2 == $1.lowercased() }, "scope": { $0.scope == $1.uppercased() },
            "type": { $0.type == $1.uppercased() },
        ],
        normalize: { $0.lowercased() }
    )
}

extension Currency {
    static let currencies = CodeCollection(
        listing: Listing<Currency>(
            searchText: { $0.searchText },
            sortKeys: ["code": { $0.code }, "name": { $0.name }, "numeric": { $0.numeric }],
            defaultSort: "code"
        ),
        filters: ["numeric": { $0.numeric == $1 }],
        normalize: { $0.uppercased() }
    )
}

extension Script {
    static let scripts = CodeCollection(
        listing: Listing<Script>(
            searchText: { $0.searchText },
            sortKeys: ["code": { $0.code }, "name": { $0.name }, "numeric": { $0.numeric }],
            defaultSort: "code"
        ),
        filters: ["numeric": { $0.numeric == $1 }],
        normalize: { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() }
    )
}
