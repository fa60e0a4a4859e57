import HTTPTypes

/// The parts of a form with files, one after the other as they arrive (`multipart/form-data`, RFC 7578).
///
/// ```swift
/// for try await part in try request.multipart() {
///     guard let filename = part.filename else { continue }
///     for try await piece in part.body { try await file.write(piece) }
/// }
/// ```
///
/// The client is read from no faster than the parts are, and no part is in memory as a whole unless it is collected. What
/// of a part has not been read is passed over when the next one is asked for. A form can be read once.
public struct MultipartForm: AsyncSequence, Sendable {
    let reader: MultipartReader

    /// Iterates over the parts.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let reader: MultipartReader

        /// The next part; nil at the end of the form.
        ///
        /// - Throws: A ``Problem``: 413 beyond the limits, 400 when the form is not what RFC 7578 says.
        public mutating func next() async throws -> MultipartPart? {
            try await reader.nextPart()
        }
    }

    /// Iterates over the parts that have not been read.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(reader: reader)
    }
}

extension Request {
    /// The parts of the body, which must be a form with files as browsers send it.
    ///
    /// **Threat.** Parsers that guess what a sender meant disagree with those that have checked the form before. So this one
    /// does not: lines end with CR and LF, each part has a name, no parameter comes twice, and neither other encodings of
    /// the content nor other spellings of a file's name are understood.
    ///
    /// - Parameter limits: How much is read.
    /// - Throws: A ``Problem``: 415 when the body is no such form, 400 when its boundary is not possible.
    public func multipart(limits: MultipartLimits = .standard) throws(Problem) -> MultipartForm {
        guard let type = contentType, type.isSame(as: .multipartForm) else {
            throw .unsupportedMediaType(accepted: [MediaType.multipartForm.essence])
        }
        let boundaries = type.parameters.filter { $0.name == "boundary" }
        guard boundaries.count == 1, let delimiter = MultipartDelimiter(boundary: boundaries[0].value) else {
            throw .malformedMultipart("The boundary is missing or not possible.")
        }
        return MultipartForm(reader: MultipartReader(body, MultipartParser(delimiter, limits: limits)))
    }
}
