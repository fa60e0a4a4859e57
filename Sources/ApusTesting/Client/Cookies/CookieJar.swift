public import ApusHTTP
import Synchronization

/// The cookies of a client, kept and sent as browsers do (RFC 6265bis, section 5).
///
/// The routes of a test are taken to be reached over HTTPS, so that secure cookies work in both transports.
public final class CookieJar: Sendable {
    private struct Key: Hashable {
        let name: String
        let domain: String
        let isHostOnly: Bool
        let path: String
    }

    private struct State {
        var cookies: [Key: ReceivedCookie] = [:]
        /// The keys in the order in which they were first set.
        var order: [Key] = []
    }

    private let state = Mutex(State())

    init() {}

    /// The value of the cookie whose whole name is `name`, whatever its domain and path; nil when there is none.
    ///
    /// - Parameter name: The name, prefix included.
    public subscript(name: String) -> String? {
        state.withLock { state in
            state.order.last { $0.name == name }.flatMap { state.cookies[$0]?.value }
        }
    }

    /// The value of `cookie`; nil when it is not set.
    public subscript(cookie: Cookie) -> String? {
        self[cookie.fullName]
    }

    /// Forgets all cookies, as a browser does that is opened anew.
    public func removeAll() {
        state.withLock { $0 = State() }
    }

    /// Keeps what a response has set (section 5.7).
    func keep(_ fields: [String], from target: String, of host: String) {
        let now = HTTPDate.now
        for field in fields {
            guard var cookie = ReceivedCookie(field) else { continue }
            let host = host.hostName
            if let domain = cookie.domain, !host.isWithin(domain: domain) { continue }
            cookie.path = cookie.path ?? target.path.defaultCookiePath
            guard cookie.isAllowedByItsPrefix else { continue }
            let key = Key(
                name: cookie.name,
                domain: cookie.domain ?? host,
                isHostOnly: cookie.domain == nil,
                path: cookie.path ?? "/"
            )
            let isExpired = cookie.isExpired(at: now)
            state.withLock { state in
                if isExpired {
                    state.order.removeAll { $0 == key }
                } else if state.cookies[key] == nil {
                    state.order.append(key)
                }
                state.cookies[key] = isExpired ? nil : cookie
            }
        }
    }

    /// The field `Cookie` for a request (section 5.8.3); nil when there is nothing to send. What has a longer path is first.
    func field(for target: String, of host: String) -> String? {
        let (host, path, now) = (host.hostName, target.path, HTTPDate.now)
        let sent = state.withLock { state in
            state.order.enumerated().filter { _, key in
                let isForHost = key.isHostOnly ? host == key.domain : host.isWithin(domain: key.domain)
                let isExpired = state.cookies[key]?.isExpired(at: now) ?? true
                return isForHost && path.isWithin(cookiePath: key.path) && !isExpired
            }
            .sorted { ($1.element.path.utf8.count, $0.offset) < ($0.element.path.utf8.count, $1.offset) }
            .compactMap { state.cookies[$0.element] }
        }
        return sent.isEmpty
            ? nil : sent.map { $0.name.isEmpty ? $0.value : "\($0.name)=\($0.value)" }.joined(separator: "; ")
    }
}

extension String {
    /// The host without its port, in lower case.
    fileprivate var hostName: String {
        hasPrefix("[") ? lowercased() : String(prefix { $0 != ":" }).lowercased()
    }

    fileprivate var path: String { String(prefix { $0 != "?" }) }

    /// Whether a host is a domain or below it (section 5.1.3). A domain of one label belongs to nobody.
    fileprivate func isWithin(domain: String) -> Bool {
        self == domain || (hasSuffix("." + domain) && domain.contains(".") && !allSatisfy { $0.isNumber || $0 == "." })
    }

    /// The path of a cookie that has none (section 5.1.4).
    fileprivate var defaultCookiePath: String {
        guard hasPrefix("/"), let slash = lastIndex(of: "/"), slash > startIndex else { return "/" }
        return String(self[..<slash])
    }

    /// Whether a path is that of a cookie or below it (section 5.1.4).
    fileprivate func isWithin(cookiePath: String) -> Bool {
        guard hasPrefix(cookiePath) else { return false }
        return count == cookiePath.count || cookiePath.hasSuffix("/") || dropFirst(cookiePath.count).first == "/"
    }
}
