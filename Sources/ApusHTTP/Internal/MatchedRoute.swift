/// The route that a request matched, as far as the request needs to know it.
///
/// Matching captures nothing: a parameter is the n-th segment of the path, and is looked for when it is asked for.
package final class MatchedRoute: Sendable {
    struct Parameter: Sendable {
        let name: String
        let segment: Int
        let isCatchAll: Bool

        /// The decoded text of the parameter in `path`; nil when it is not well encoded.
        func value(in path: UnsafeRawBufferPointer) -> String? {
            var start = 1
            for _ in 0..<segment {
                guard let slash = path[min(start, path.count)...].firstIndex(of: UInt8(ascii: "/")) else { return nil }
                start = slash + 1
            }
            guard start <= path.count else { return nil }
            let rest = path[start...]
            let end = isCatchAll ? rest.endIndex : rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
            return PercentEncoding.decode(UnsafeRawBufferPointer(rebasing: rest[..<end]), plusIsSpace: false)
        }
    }

    let pattern: String
    let host: HostPattern?
    let names: RouteNames
    private let parameters: [Parameter]

    init(_ pattern: RoutePattern, host: HostPattern?, names: RouteNames) {
        self.pattern = pattern.text
        self.host = host
        self.names = names
        parameters = pattern.segments.enumerated().compactMap { index, segment in
            switch segment {
            case .literal: nil
            case .parameter(let name, _): Parameter(name: name, segment: index, isCatchAll: false)
            case .catchAll(let name): Parameter(name: name, segment: index, isCatchAll: true)
            }
        }
    }

    func parameter(named name: String) -> Parameter? {
        for parameter in parameters where parameter.name == name { return parameter }
        return nil
    }
}
