import Apus
import FoundationEssentials
import HTTPTypes

/// The cookie that keeps a session's id, which nobody can guess: it is random.
enum SessionCookie {
    /// The prefix makes browsers refuse the cookie unless it is for this host alone, and secure (RFC 6265bis, 4.1.3).
    private static let name = "__Host-session"
    private static let attributes = "Path=/; Secure; HttpOnly; SameSite=Lax"

    static func text(_ session: UUID) -> String {
        "\(name)=\(session.uuidString); Max-Age=\(Int(Session.lifetime)); \(attributes)"
    }

    static let expired = "\(name)=; Max-Age=0; \(attributes)"

    static func session(of request: Request) -> UUID? {
        for field in request.headers.values(for: .cookie) {
            for pair in field.split(separator: ";") {
                let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
                if parts.count == 2, parts[0] == name { return UUID(uuidString: String(parts[1])) }
            }
        }
        return nil
    }
}
