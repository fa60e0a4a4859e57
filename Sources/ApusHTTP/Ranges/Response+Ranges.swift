import HTTPTypes

extension Response {
    /// Makes the response to a request for a resource of known length of which parts can be read.
    ///
    /// It answers conditions (304, 412) and ranges: 200 with the whole, 206 with one part, 206 as
    /// `multipart/byteranges` with several, or 416.
    ///
    /// ```swift
    /// try Response(to: request, length: file.size, contentType: "video/mp4", validators: validators) { range, writer in
    ///     try await file.read(range) { try await writer.write($0) }
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - length: The length of the whole in bytes.
    ///   - contentType: Its media type.
    ///   - validators: The validators of its present state, which are sent too.
    ///   - headers: Further header fields.
    ///   - write: Writes the bytes of a range. For a response of several parts it is called for each.
    /// - Throws: ``Problem/preconditionFailed(detail:)`` when a condition of the request does not hold.
    public init(
        to request: Request,
        length: Int,
        contentType: String?,
        validators: Validators = Validators(),
        headers: HeaderFields = HeaderFields(),
        write: @escaping @Sendable (Range<Int>, BodyWriter) async throws -> Void
    ) throws(Problem) {
        var headers = headers
        headers[.acceptRanges] = "bytes"
        validators.write(to: &headers)
        switch request.precondition(for: validators) {
        case .failed: throw .preconditionFailed()
        case .notModified:
            self.init(status: .notModified, headers: headers)
            return
        case .satisfied: break
        }
        switch request.rangeSelection(length: length, validators: validators) {
        case .whole:
            self.init(headers: headers, body: .part(0..<length, contentType: contentType, write))
        case .unsatisfiable:
            headers[.contentRange] = "bytes */\(length)"
            self.init(status: .rangeNotSatisfiable, headers: headers)
        case .parts(let parts) where parts.count == 1:
            headers[.contentRange] = parts[0].contentRange(of: length)
            self.init(
                status: .partialContent,
                headers: headers,
                body: .part(parts[0], contentType: contentType, write)
            )
        case .parts(let parts):
            let multipart = MultipartRanges(parts, of: length, contentType: contentType)
            self.init(status: .partialContent, headers: headers, body: multipart.body(write))
        }
    }
}

extension ResponseBody {
    fileprivate static func part(
        _ range: Range<Int>,
        contentType: String?,
        _ write: @escaping @Sendable (Range<Int>, BodyWriter) async throws -> Void
    ) -> ResponseBody {
        .stream(contentType: contentType, length: range.count) { writer in try await write(range, writer) }
    }
}

extension Range<Int> {
    /// The value of `Content-Range`: `bytes 0-499/1234`.
    func contentRange(of length: Int) -> String {
        "bytes \(lowerBound)-\(upperBound - 1)/\(length)"
    }
}
