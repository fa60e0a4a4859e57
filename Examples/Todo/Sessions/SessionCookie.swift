import Apus
import FoundationEssentials

extension Cookie {
    /// The cookie that keeps a session's id, which nobody can guess: it is random.
    static let session = Cookie("session", maxAge: .seconds(Session.lifetime))
}

extension Request {
    /// The id of the session that the browser says it has.
    var sessionID: UUID? { cookies[.session].flatMap(UUID.init(uuidString:)) }
}
