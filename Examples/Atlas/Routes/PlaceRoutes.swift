import Apus
import HTTPTypes

/// Places that users add and change.
struct PlaceRoutes: Sendable {
    let db: Database

    func add(to router: Router) {
        router.get("/places", list)
        router.post("/places", create)
        router.get("/places/{id}", show)
        router.put("/places/{id}", replace)
        router.patch("/places/{id}", change)
        router.delete("/places/{id}", remove)
    }

    private static let sortKeys: [String: @Sendable (Place.Columns) -> any SortableColumn] = [
        "id": { $0.id }, "name": { $0.name }, "country": { $0.country }, "latitude": { $0.latitude },
        "longitude": { $0.longitude }, "createdAt": { $0.createdAt }, "updatedAt": { $0.updatedAt },
    ]

    static func page(_ request: Request, _ query: Query<Place>, _ db: Database) async throws -> ListPage<Place> {
        let listing = Listing<Place>(searchText: { $0.searchText }, sortKeys: sortKeys, defaultSort: "id")
        return try await listing.page(request, query, db)
    }

    @Sendable private func list(_ request: Request) async throws -> ListPage<Place> {
        let query = Place.filter(request.query["country"]) { $0.country == $1.uppercased() }
        return try await Self.page(request, query, db)
    }

    @Sendable private func show(_ request: Request) async throws -> Response {
        try response(try await place(request))
    }

    @Sendable private func create(_ request: Request) async throws -> Response {
        let input = try await request.decode(PlaceInput.self)
        let place = try await knownCountry { try await db.insert(Place(input)) }
        var response = try response(place, status: .created)
        response.headers[.location] = "/places/\(place.id)"
        return response
    }

    @Sendable private func replace(_ request: Request) async throws -> Response {
        let input = try await request.decode(PlaceInput.self)
        return try await update(request, version: input.version) { _ in input }
    }

    @Sendable private func change(_ request: Request) async throws -> Response {
        let patch = try await request.decode(PlacePatch.self)
        return try await update(request, version: patch.version) { place in
            let input = patch.applied(to: place)
            try input.validate()
            return input
        }
    }

    /// Removes a place, if it still is what the client has read: the client says so by If-Match.
    @Sendable private func remove(_ request: Request) async throws -> NoContent {
        let place = try await place(request)
        guard let condition = IfMatch(request) else {
            throw IfMatch.required(detail: "Say which version you remove, by If-Match with the place's ETag.")
        }
        try condition.check(place)
        do {
            try await db.delete(place)
        } catch  where error.code == .staleRow {
            throw Problem.preconditionFailed(detail: IfMatch.staleDetail)
        }
        return NoContent()
    }

    /// Changes a place, if it still is what the client has read: the client says so by If-Match, or by the member
    /// `version`. Between our reading and writing, the version in the statement's condition guards the row.
    private func update(
        _ request: Request,
        version: Int?,
        _ input: (Place) throws -> PlaceInput
    ) async throws -> Response {
        let place = try await place(request)
        let condition = IfMatch(request)
        if let condition {
            try condition.check(place)
        } else if let version {
            guard version == place.version else { throw Problem.conflict(detail: IfMatch.staleDetail) }
        } else {
            throw IfMatch.required(
                detail: "Say which version you change: by If-Match with the place's ETag, or by the member version."
            )
        }
        let changed = place.changed(by: try input(place))
        do {
            return try response(try await knownCountry { try await db.update(changed) })
        } catch let error as DatabaseError where error.code == .staleRow && condition != nil {
            throw Problem.preconditionFailed(detail: IfMatch.staleDetail)
        }
    }

    private func place(_ request: Request) async throws -> Place {
        try await db.find(Place.self, try request.parameter("id", as: Int.self))
    }

    private func response(_ place: Place, status: HTTPResponse.Status = .ok) throws -> Response {
        var response = try Response(json: place, status: status)
        response.headers[.eTag] = "\"\(place.version)\""
        return response
    }

    private func knownCountry<Value>(_ write: () async throws -> Value) async throws -> Value {
        do {
            return try await write()
        } catch let error as DatabaseError where error.code == .foreignKeyViolation {
            throw Problem.unprocessable([
                Violation(pointer: "/country", code: "unknown", message: "There is no country with this code.")
            ])
        }
    }
}

extension Place {
    fileprivate init(_ input: PlaceInput) {
        self.init(
            name: input.name,
            country: input.country.uppercased(),
            latitude: input.latitude + 0,  // makes 0 of -0, which not every database keeps
            longitude: input.longitude + 0,
            note: input.note,
            searchText: SearchText.of(input.name, input.note)
        )
    }

    fileprivate func changed(by input: PlaceInput) -> Place {
        var place = self
        place.name = input.name
        place.country = input.country.uppercased()
        place.latitude = input.latitude + 0
        place.longitude = input.longitude + 0
        place.note = input.note
        place.searchText = SearchText.of(input.name, input.note)
        return place
    }
}
