/// A parsed route pattern: `/countries/{code}/places/{id:int}/files/{path...}`.
struct RoutePattern: Sendable, Hashable {
    enum Segment: Sendable, Hashable {
        case literal(String)
        case parameter(String, ParameterKind)
        case catchAll(String)
    }

    let text: String
    let segments: [Segment]

    init(_ text: String) throws(RoutingError) {
        func invalid(_ reason: String) -> RoutingError {
            RoutingError(code: .invalidPattern, pattern: text, message: "Invalid route \"\(text)\": \(reason).")
        }
        guard text.utf8.first == UInt8(ascii: "/") else { throw invalid("it must begin with a slash") }
        var segments: [Segment] = []
        var names: Set<String> = []
        let parts = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            guard !part.isEmpty || isLast else { throw invalid("it has an empty segment") }
            guard part.utf8.first == UInt8(ascii: "{"), part.utf8.last == UInt8(ascii: "}") else {
                let isLiteral = part.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && !"{}%?#".utf8.contains($0) }
                guard isLiteral else {
                    throw invalid(
                        "\"\(part)\" must be plain text, not percent-encoded, or one parameter in braces"
                    )
                }
                segments.append(.literal(String(part)))
                continue
            }
            var name = String(part.dropFirst().dropLast())
            let isCatchAll = name.hasSuffix("...")
            if isCatchAll { name.removeLast(3) }
            var kind = ParameterKind.any
            if let colon = name.firstIndex(of: ":") {
                let kindName = name[name.index(after: colon)...]
                guard !isCatchAll, let known = ParameterKind(rawValue: String(kindName)), known != .any else {
                    throw invalid("\"\(part)\" asks for a kind other than int and uuid")
                }
                kind = known
                name = String(name[..<colon])
            }
            guard !name.isEmpty, name.utf8.allSatisfy(\.isIdentifierByte) else {
                throw invalid("\"\(part)\" needs a name of letters, digits and underscores")
            }
            guard names.insert(name).inserted else { throw invalid("it has two parameters called \"\(name)\"") }
            guard !isCatchAll || isLast else { throw invalid("\"\(part)\" must be the last segment") }
            segments.append(isCatchAll ? .catchAll(name) : .parameter(name, kind))
        }
        self.text = text
        self.segments = segments
    }

    var parameterNames: [String] {
        segments.compactMap { segment in
            switch segment {
            case .literal: nil
            case .parameter(let name, _), .catchAll(let name): name
            }
        }
    }
}

extension UInt8 {
    var isIdentifierByte: Bool {
        isASCIILetter || isASCIIDigit || self == UInt8(ascii: "_")
    }
}
