import HTTPTypes

/// What tells one state of a resource from another: its entity tag and the time of its last change.
///
/// ```swift
/// Validators(entityTag: EntityTag("v\(place.version)"), lastModified: HTTPDate(place.updatedAt))
/// ```
public struct Validators: Hashable, Sendable {
    /// The tag of the present state.
    public var entityTag: EntityTag?

    /// When the resource was last changed.
    public var lastModified: HTTPDate?

    /// Makes validators.
    public init(entityTag: EntityTag? = nil, lastModified: HTTPDate? = nil) {
        self.entityTag = entityTag
        self.lastModified = lastModified
    }

    /// The validators that a response carries in `ETag` and `Last-Modified`.
    public init(of headers: HeaderFields) {
        entityTag = headers[.eTag].flatMap { EntityTag(parsing: $0) }
        lastModified = headers[.lastModified].flatMap { HTTPDate($0) }
    }

    /// Puts the validators into `headers`, where they replace what is there.
    public func write(to headers: inout HeaderFields) {
        if let entityTag { headers[.eTag] = entityTag.description }
        if let lastModified { headers[.lastModified] = lastModified.description }
    }
}
