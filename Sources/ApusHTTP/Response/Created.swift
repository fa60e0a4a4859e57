/// The answer of a handler that has made something: 201 with its place in `Location` and itself as the body.
///
/// ```swift
/// return Created(place, at: "/places/\(place.id)")
/// ```
public struct Created<Content: Sendable>: Sendable {
    /// What has been made.
    public var content: Content

    /// Where it is: a path or a URI.
    public var location: String

    /// Header fields for the response, such as `ETag`.
    public var headers: HeaderFields

    /// Makes the answer.
    public init(_ content: Content, at location: String, headers: HeaderFields = HeaderFields()) {
        self.content = content
        self.location = location
        self.headers = headers
    }
}
