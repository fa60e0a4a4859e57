import HTTPTypes
import NIOCore

/// What one proxy says about the connection on which it got a request.
struct ForwardedHop {
    /// The address of the other end; nil when the proxy hides it or it cannot be understood.
    var address: SocketAddress?
    /// `http` or `https`, in lower case; nil when the proxy does not say.
    var scheme: String?

    /// The elements of `X-Forwarded-For`, the oldest first.
    static func xForwarded(_ request: Request) -> [ForwardedHop] {
        (request.headers[.xForwardedFor] ?? "").elements.map { ForwardedHop(address: address($0)) }
    }

    /// The elements of `X-Forwarded-Proto`.
    static func schemes(_ request: Request) -> [String] {
        (request.headers[.xForwardedProto] ?? "").elements.map { $0.lowercased() }.filter { !$0.isEmpty }
    }

    /// The elements of `Forwarded` (RFC 7239, section 4), the oldest first. One that cannot be understood hides its address.
    static func forwarded(_ request: Request) -> [ForwardedHop] {
        var hops: [ForwardedHop] = []
        var scanner = FieldScanner(request.headers[.forwarded] ?? "")
        while scanner.moveToElement() {
            var hop = ForwardedHop()
            repeat {
                scanner.skipBlanks()
                guard let name = scanner.token()?.lowercased(), scanner.take("="),
                    let value = scanner.quotedString() ?? scanner.token()
                else { break }
                if name == "for" { hop.address = address(value) }
                if name == "proto" { hop.scheme = value.lowercased() }
                scanner.skipBlanks()
            } while scanner.take(";")
            if !scanner.isAtElementEnd {
                hop = ForwardedHop()
                scanner.skipElement()
            }
            hops.append(hop)
        }
        return hops
    }

    /// An address with or without a port: `192.0.2.1:80`, `[2001:db8::1]:80`, `2001:db8::1`.
    private static func address(_ text: String) -> SocketAddress? {
        var text = text[...]
        if text.first == "[" {
            text = text.dropFirst().prefix { $0 != "]" }
        } else if text.count(where: { $0 == ":" }) == 1 {
            text = text.prefix { $0 != ":" }
        }
        return try? SocketAddress(ipAddress: String(text), port: 0)
    }
}

extension String {
    /// The elements of a list without spaces and tabs around them.
    fileprivate var elements: [String] {
        guard !isEmpty else { return [] }
        return split(separator: ",", omittingEmptySubsequences: false).map { element in
            String(element.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" })
        }
    }
}

extension HTTPField.Name {
    fileprivate static let xForwardedFor = known("X-Forwarded-For")
    fileprivate static let xForwardedProto = known("X-Forwarded-Proto")
    fileprivate static let forwarded = known("Forwarded")
}
