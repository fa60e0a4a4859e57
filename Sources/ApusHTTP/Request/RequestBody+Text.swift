import NIOCore

extension RequestBody {
    /// Reads the whole body as text.
    ///
    /// ```swift
    /// let title = try await part.body.text(upTo: 200)
    /// ```
    ///
    /// - Parameter limit: The most bytes to accept.
    /// - Throws: ``Problem/payloadTooLarge(limit:)`` when there is more; a ``Problem`` with status 400 when the body is not
    ///   UTF-8; what ``collect(upTo:)`` throws.
    public func text(upTo limit: Int) async throws -> String {
        let bytes = try await collect(upTo: limit)
        guard let text = String(validating: bytes.readableBytesView, as: UTF8.self) else {
            throw Problem.badRequest(code: "invalid_utf8", detail: "The text is not UTF-8.")
        }
        return text
    }
}
