public import ApusCore
public import HTTPTypes

/// What went wrong, as the client is told: an RFC 9457 problem document.
///
/// Throw one from a handler. An error of any other type that is neither ``ProblemConvertible`` nor mapped becomes
/// ``internalServerError``: it is logged with the id of the request, and the client gets that id and nothing else.
///
/// ```swift
/// throw Problem.notFound(detail: "There is no country \(code).")
/// ```
///
/// ```json
/// {"type":"about:blank","title":"Not Found","status":404,"code":"not_found","detail":"There is no country XX.",
///  "requestId":"4bf92f3577b34da6a3ce929d0e0e4736"}
/// ```
public struct Problem: Error, Sendable {
    /// The status of the response.
    public var status: HTTPResponse.Status

    /// A URI that identifies the kind of problem; `about:blank` says no more than the status.
    public var type: String

    /// The kind of problem in a few words, the same for every occurrence.
    public var title: String

    /// What is wrong this time, for people. It is sent: put nothing internal here.
    public var detail: String?

    /// The kind of problem, for programs: `not_found`. It never changes.
    public var code: String

    /// Everything that is wrong with the body, when it was the body.
    public var violations: [Violation]

    /// The position in the body at which it could not be read.
    public var position: Position?

    /// Header fields for the response, such as `Allow` or `Retry-After`.
    public var headers: HeaderFields

    /// Makes a problem.
    ///
    /// - Parameters:
    ///   - status: The status of the response.
    ///   - code: The kind of problem, for programs; made from the reason phrase of the status by default.
    ///   - title: The kind of problem in a few words; the reason phrase of the status by default.
    ///   - detail: What is wrong this time, for people.
    ///   - type: A URI that identifies the kind of problem.
    ///   - violations: Everything that is wrong with the body.
    ///   - headers: Header fields for the response.
    public init(
        status: HTTPResponse.Status,
        code: String? = nil,
        title: String? = nil,
        detail: String? = nil,
        type: String = "about:blank",
        violations: [Violation] = [],
        headers: HeaderFields = HeaderFields()
    ) {
        self.status = status
        self.type = type
        self.title = title ?? status.reasonPhrase
        self.detail = detail
        self.code = code ?? Problem.code(for: status)
        self.violations = violations
        self.headers = headers
    }

    /// A position in a body.
    public struct Position: Sendable, Hashable {
        /// The line, from 1.
        public var line: Int
        /// The column in bytes, from 1.
        public var column: Int
        /// The number of bytes before it.
        public var offset: Int

        /// Makes a position.
        public init(line: Int, column: Int, offset: Int) {
            self.line = line
            self.column = column
            self.offset = offset
        }
    }

    /// The response: the problem as `application/problem+json`, and the id of the request in `X-Request-ID`.
    public func response(requestID: RequestID) -> Response {
        let id = requestID.description
        var headers = headers
        headers[.requestID] = id
        return Response(
            status: status,
            headers: headers,
            body: .bytes(ProblemDocument.encode(self, requestID: id), contentType: "application/problem+json")
        )
    }

    private static func code(for status: HTTPResponse.Status) -> String {
        String(
            decoding: status.reasonPhrase.utf8.map { $0.isASCIILetter ? $0.asciiLowercased : UInt8(ascii: "_") },
            as: UTF8.self
        )
    }
}
