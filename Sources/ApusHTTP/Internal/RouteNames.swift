/// The named patterns of a program.
final class RouteNames: Sendable {
    private let patterns: [RouteName: RoutePattern]

    /// Checks and keeps `names`, whose patterns must be among `known`.
    init(_ names: [(RouteName, String)], of known: Set<String>) throws(RoutingError) {
        var patterns: [RouteName: RoutePattern] = [:]
        for (name, text) in names {
            guard known.contains(text) else {
                throw RoutingError(
                    code: .unknownRoute,
                    pattern: text,
                    message: "No route has the pattern \"\(text)\", which is called \"\(name)\"."
                )
            }
            if let other = patterns.updateValue(try RoutePattern(text), forKey: name) {
                throw RoutingError(
                    code: .conflict,
                    pattern: text,
                    message: "The patterns \"\(other.text)\" and \"\(text)\" are both called \"\(name)\"."
                )
            }
        }
        self.patterns = patterns
    }

    func url(
        for name: RouteName,
        _ parameters: KeyValuePairs<String, any CustomStringConvertible>,
        query: KeyValuePairs<String, any CustomStringConvertible>
    ) throws(RoutingError) -> String {
        guard let pattern = patterns[name] else { throw .unknown(name) }
        let separators = ["?"] + Array(repeating: "&", count: query.count)
        return zip(separators, query).reduce(try pattern.path(parameters)) { url, pair in
            let (separator, (name, value)) = pair
            return url + separator + PercentEncoding.encode(name) + "=" + PercentEncoding.encode(value.description)
        }
    }
}

extension RoutingError {
    static func unknown(_ name: RouteName) -> RoutingError {
        RoutingError(code: .unknownRoute, pattern: "", message: "No pattern is called \"\(name)\".")
    }
}

extension RoutePattern {
    /// The path that matches this pattern with `parameters`.
    fileprivate func path(_ parameters: KeyValuePairs<String, any CustomStringConvertible>) throws(RoutingError)
        -> String
    {
        func invalid(_ reason: String) -> RoutingError {
            RoutingError(code: .invalidParameter, pattern: text, message: "No URL for \"\(text)\": \(reason).")
        }
        for (name, _) in parameters where !segments.contains(where: { $0.parameterName == name }) {
            throw invalid("it has no parameter called \"\(name)\"")
        }
        var path = ""
        for segment in segments {
            if case .literal(let text) = segment {
                path += "/" + PercentEncoding.encode(text)
                continue
            }
            let name = segment.parameterName ?? ""
            guard let value = parameters.first(where: { $0.key == name })?.value.description else {
                throw invalid("the parameter \"\(name)\" is missing")
            }
            guard segment.accepts(value) else {
                throw invalid("\"\(value)\" cannot stand for the parameter \"\(name)\"")
            }
            if case .catchAll = segment {
                path +=
                    "/"
                    + value.split(separator: "/", omittingEmptySubsequences: false)
                    .map { PercentEncoding.encode(String($0)) }.joined(separator: "/")
            } else {
                path += "/" + PercentEncoding.encode(value)
            }
        }
        return path
    }
}

extension RoutePattern.Segment {
    fileprivate var parameterName: String? {
        switch self {
        case .literal: nil
        case .parameter(let name, _), .catchAll(let name): name
        }
    }

    /// Whether a path with `value` in this place would bring it back.
    fileprivate func accepts(_ value: String) -> Bool {
        func isDots(_ text: some StringProtocol) -> Bool { text == "." || text == ".." }
        guard !value.utf8.contains(0) else { return false }
        switch self {
        case .literal: return false
        case .parameter(_, let kind):
            return !value.isEmpty && !isDots(value) && value.withContiguousUTF8 { kind.accepts($0) }
        case .catchAll:
            return !value.split(separator: "/").contains(where: isDots)
        }
    }
}
