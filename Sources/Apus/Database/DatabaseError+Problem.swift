public import ApusHTTP
import ApusSQL
import HTTPTypes

extension Router {
    /// Answers errors of a database as a client may see them: 503 with `Retry-After` when it is away or busy, 404, 409, and
    /// 500 for everything else. An ``Application`` has this already.
    public func mapDatabaseErrors() {
        mapError(DatabaseError.self) { $0.problem }
    }
}

extension DatabaseError {
    /// What a client is told. Everything that is the program's own fault becomes a 500, whose cause is logged only.
    var problem: Problem {
        switch code {
        case .unreachable, .connectionLost, .poolTimeout, .busy, .closed:
            .serviceUnavailable(retryAfter: 2)
        case .notFound:
            .notFound
        case .staleRow:
            .conflict(
                detail: "It was changed by somebody else since you read it. Read it again and repeat your change."
            )
        case .uniqueViolation:
            .conflict(detail: "Another one with the same key exists.")
        case .foreignKeyViolation:
            .conflict(detail: "It refers to something that does not exist, or something else still refers to it.")
        case .serializationFailure, .deadlock:
            .conflict(detail: "It collided with another change. Repeat the request.")
        case .invalidValue:
            Problem(
                status: .unprocessableContent,
                code: "invalid_value",
                detail: "A value does not fit where it belongs."
            )
        case .cancelled:
            .cancelled
        default:
            .internalServerError
        }
    }
}
