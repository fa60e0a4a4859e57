/// What a page may load and run (Content Security Policy Level 3).
///
/// ```swift
/// var policy = ContentSecurityPolicy.page
/// policy.set("img-src", "'self'", "data:")
/// policy.set("script-src", ContentSecurityPolicy.nonce, "'strict-dynamic'")
/// ```
public struct ContentSecurityPolicy: Sendable, Hashable {
    /// Stands for the nonce of the response: `'nonce-…'`, see ``Request/cspNonce``.
    public static let nonce = "'nonce-{nonce}'"

    private struct Directive: Sendable, Hashable {
        let name: String
        let text: String
    }

    private var directives: [Directive] = []

    /// Makes a policy without directives, which forbids nothing.
    public init() {}

    /// Sets what `directive` allows, in place of what it allowed before.
    ///
    /// - Parameters:
    ///   - directive: The name of the directive: `img-src`.
    ///   - sources: What is allowed: `'self'`, `https://cdn.example.com`, ``nonce``.
    public mutating func set(_ directive: String, _ sources: String...) {
        let entry = Directive(name: directive, text: ([directive] + sources).joined(separator: " "))
        if let index = directives.firstIndex(where: { $0.name == directive }) {
            directives[index] = entry
        } else {
            directives.append(entry)
        }
    }

    /// For responses that are no pages, such as JSON: nothing is loaded, and nobody may frame them.
    public static let api: ContentSecurityPolicy = {
        var policy = ContentSecurityPolicy()
        policy.set("default-src", "'none'")
        policy.set("frame-ancestors", "'none'")
        return policy
    }()

    /// For pages: everything from this origin, scripts and styles also inline where they carry the nonce; no plug-ins,
    /// no frames around it.
    public static let page: ContentSecurityPolicy = {
        var policy = ContentSecurityPolicy()
        policy.set("default-src", "'self'")
        policy.set("script-src", "'self'", nonce)
        policy.set("style-src", "'self'", nonce)
        policy.set("object-src", "'none'")
        policy.set("base-uri", "'none'")
        policy.set("form-action", "'self'")
        policy.set("frame-ancestors", "'none'")
        return policy
    }()

    /// The value of the header field, in the parts between which the nonce stands.
    var parts: [String] {
        let marker = "{nonce}"
        let text = directives.map(\.text).joined(separator: "; ")
        var parts: [String] = [""]
        var rest = text[...]
        while let first = rest.first {
            if rest.hasPrefix(marker) {
                parts.append("")
                rest = rest.dropFirst(marker.count)
            } else {
                parts[parts.count - 1].append(first)
                rest = rest.dropFirst()
            }
        }
        return parts
    }
}
