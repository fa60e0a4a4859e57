import HTTPTypes

extension Request {
    /// The media types that the client accepts.
    public var acceptedMediaTypes: AcceptedMediaTypes { AcceptedMediaTypes(headers[.accept]) }

    /// The content codings that the client accepts.
    public var acceptedEncodings: AcceptedEncodings { AcceptedEncodings(headers[.acceptEncoding]) }

    /// The languages that the client accepts.
    public var acceptedLanguages: AcceptedLanguages { AcceptedLanguages(headers[.acceptLanguage]) }

    /// The media type of the body; nil when the client gives none or one that cannot be understood.
    public var contentType: MediaType? { headers[.contentType].flatMap { MediaType($0) } }

    /// Chooses the form in which to answer.
    ///
    /// ```swift
    /// switch try request.negotiate(.json, .html) {
    /// case .html: …
    /// default: …
    /// }
    /// ```
    ///
    /// Say `Vary: Accept` in the response: ``Response/vary(by:)``.
    ///
    /// - Parameter candidates: What there is, the best of the program first.
    /// - Throws: ``Problem/notAcceptable(available:)`` when the client accepts none of them.
    public func negotiate(_ candidates: MediaType...) throws(Problem) -> MediaType {
        guard let best = acceptedMediaTypes.best(of: candidates) else {
            throw .notAcceptable(available: candidates.map(\.description))
        }
        return best
    }
}
