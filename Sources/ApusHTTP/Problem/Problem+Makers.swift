public import HTTPTypes

extension Problem {
    /// 400: the request cannot be understood.
    public static func badRequest(code: String = "bad_request", detail: String? = nil) -> Problem {
        Problem(status: .badRequest, code: code, detail: detail)
    }

    /// 400: a path or query parameter is not what the route expects.
    ///
    /// - Parameters:
    ///   - name: The name of the parameter.
    ///   - place: Where it is: `path` or `query`.
    ///   - type: The type that its text should be.
    public static func invalidParameter(_ name: String, in place: String, expected type: Any.Type) -> Problem {
        .badRequest(
            code: "invalid_parameter",
            detail: "The \(place) parameter \"\(name)\" must be \(wording(of: type))."
        )
    }

    private static func wording(of type: Any.Type) -> String {
        switch type {
        case is any FixedWidthInteger.Type: "an integer in range"
        case is any BinaryFloatingPoint.Type: "a number"
        case is Bool.Type: "true or false"
        default: "valid"
        }
    }

    /// 401: the client has to say who it is.
    ///
    /// - Parameters:
    ///   - challenge: The value for `WWW-Authenticate`, which RFC 9110 demands.
    ///   - detail: What is wrong, for people.
    public static func unauthorized(challenge: String, detail: String? = nil) -> Problem {
        Problem(status: .unauthorized, detail: detail, headers: [.wwwAuthenticate: challenge])
    }

    /// 403: the client may not do this.
    public static func forbidden(detail: String? = nil) -> Problem {
        Problem(status: .forbidden, detail: detail)
    }

    /// 404: there is nothing here.
    public static let notFound = Problem(status: .notFound)

    /// 404: there is nothing here.
    public static func notFound(code: String = "not_found", detail: String? = nil) -> Problem {
        Problem(status: .notFound, code: code, detail: detail)
    }

    /// 405: the path exists, but not with this method.
    ///
    /// - Parameter allow: The value for `Allow`.
    public static func methodNotAllowed(allow: String) -> Problem {
        Problem(status: .methodNotAllowed, headers: [.allow: allow])
    }

    /// 406: there is nothing in a form that the client accepts.
    ///
    /// - Parameter available: The media types, codings or languages that there are.
    public static func notAcceptable(available: [String]) -> Problem {
        Problem(
            status: .notAcceptable,
            detail: "The response can be \(available.joined(separator: " or "))."
        )
    }

    /// 408: the request did not arrive in time.
    public static let requestTimeout = Problem(status: .requestTimeout)

    /// 409: the request conflicts with the state of the resource.
    public static func conflict(code: String = "conflict", detail: String? = nil) -> Problem {
        Problem(status: .conflict, code: code, detail: detail)
    }

    /// 412: a condition in the header, such as `If-Match`, does not hold.
    public static func preconditionFailed(detail: String? = nil) -> Problem {
        Problem(status: .preconditionFailed, detail: detail)
    }

    /// 413: the body is larger than `limit` bytes.
    public static func payloadTooLarge(limit: Int) -> Problem {
        Problem(
            status: .contentTooLarge,
            detail: "The body is larger than the limit of \(limit) bytes."
        )
    }

    /// 415: the body has a media type that is not understood.
    ///
    /// - Parameter accepted: The media types that are.
    public static func unsupportedMediaType(accepted: [String]) -> Problem {
        Problem(
            status: .unsupportedMediaType,
            detail: "The body must be \(accepted.joined(separator: " or "))."
        )
    }

    /// 422: the body was understood, but `violations` are wrong with it.
    public static func unprocessable(_ violations: [Violation], code: String = "validation_failed") -> Problem {
        Problem(
            status: .unprocessableContent,
            code: code,
            detail: violations.count == 1
                ? "The body has a violation." : "The body has \(violations.count) violations.",
            violations: violations
        )
    }

    /// 429: the client asks too often.
    ///
    /// - Parameter retryAfter: The time after which it may ask again, in whole seconds.
    public static func tooManyRequests(retryAfter: Int) -> Problem {
        Problem(status: .tooManyRequests, headers: [.retryAfter: String(retryAfter)])
    }

    /// 500: something went wrong that is not the client's business.
    public static let internalServerError = Problem(status: .internalServerError)

    /// 503: the request was given up, because the client has gone or the server stops. Hardly anybody will read it.
    public static let cancelled = Problem(status: .serviceUnavailable, code: "cancelled", headers: [.retryAfter: "1"])

    /// 503: something that is needed is not there at the moment.
    ///
    /// - Parameters:
    ///   - retryAfter: The time after which the client may ask again, in whole seconds.
    ///   - detail: What is missing, for people.
    public static func serviceUnavailable(retryAfter: Int, detail: String? = nil) -> Problem {
        Problem(status: .serviceUnavailable, detail: detail, headers: [.retryAfter: String(retryAfter)])
    }
}

extension HTTPField.Name {
    /// `X-Request-ID`, which carries the ``Request/id`` of the request to the client.
    public static let requestID = HTTPField.Name.known("X-Request-ID")

    static func known(_ name: String) -> HTTPField.Name {
        HTTPField.Name(name) ?? .server
    }
}
