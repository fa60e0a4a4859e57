import HTTPTypes

/// Whether the conditions of a request hold.
public enum Precondition: Hashable, Sendable {
    /// They hold, or there are none: go on.
    case satisfied
    /// The client has the present state already: answer 304 without a body.
    case notModified
    /// The state is not the one the client means: answer 412 and change nothing.
    case failed
}

extension Request {
    /// Evaluates `If-Match`, `If-Unmodified-Since`, `If-None-Match` and `If-Modified-Since`, in the order that RFC 9110
    /// (section 13.2.2) lays down.
    ///
    /// A date that cannot be read is no condition, and neither is one when the resource has none.
    ///
    /// - Parameter current: The validators of the present state; nil when there is no such resource.
    public func precondition(for current: Validators?) -> Precondition {
        let isRead = head.method == .get || head.method == .head
        if let list = headers[.ifMatch].map({ EntityTagList($0) }) {
            guard let current, list.contains(current.entityTag, EntityTag.matchesStrongly) else { return .failed }
        } else if let date = date(.ifUnmodifiedSince), let lastModified = current?.lastModified, lastModified > date {
            return .failed
        }
        if let list = headers[.ifNoneMatch].map({ EntityTagList($0) }) {
            if let current, list.contains(current.entityTag, EntityTag.matchesWeakly) {
                return isRead ? .notModified : .failed
            }
        } else if isRead, let date = date(.ifModifiedSince), let lastModified = current?.lastModified,
            lastModified <= date
        {
            return .notModified
        }
        return .satisfied
    }

    /// Answers with `make` if the conditions of the request hold, and else with 304.
    ///
    /// ```swift
    /// let place = try await db.find(Place.self, id)
    /// return try await request.conditional(Validators(entityTag: EntityTag("v\(place.version)"))) {
    ///     try Response(json: place)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - validators: The validators of the present state; they are added to the response.
    ///   - make: Makes the response. It does not run when the client has the present state already.
    /// - Throws: ``Problem/preconditionFailed(detail:)`` when a condition does not hold; what `make` throws.
    public func conditional(
        _ validators: Validators,
        _ make: () async throws -> Response
    ) async throws -> Response {
        var response: Response
        switch precondition(for: validators) {
        case .failed: throw Problem.preconditionFailed()
        case .notModified: response = Response(status: .notModified)
        case .satisfied: response = try await make()
        }
        validators.write(to: &response.headers)
        return response
    }

    private func date(_ name: HTTPField.Name) -> HTTPDate? {
        headers[name].flatMap { HTTPDate($0) }
    }
}
