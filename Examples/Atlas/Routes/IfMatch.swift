import Apus
import HTTPTypes

/// The condition that a client puts on a change: that the place still has one of these entity tags (RFC 9110, 13.1.1).
struct IfMatch {
    static let staleDetail = "The place was changed since you read it. Read it again and repeat your change."

    private let isAny: Bool
    private let tags: [Substring]

    /// The condition in the request; nil when there is none.
    init?(_ request: Request) {
        guard let header = request.headers[.ifMatch] else { return nil }
        tags = header.split(separator: ",").map { $0.drop(while: \.isWhitespace) }.map { tag in
            tag.last?.isWhitespace == true ? tag.prefix { !$0.isWhitespace } : tag
        }
        isAny = tags == ["*"]
    }

    func check(_ place: Place) throws(Problem) {
        guard isAny || tags.contains("\"\(place.version)\"") else {
            throw .preconditionFailed(detail: Self.staleDetail)
        }
    }

    /// The answer to a change without a condition (RFC 6585, 3).
    static func required(detail: String) -> Problem {
        Problem(status: .preconditionRequired, title: "Precondition Required", detail: detail)
    }
}
