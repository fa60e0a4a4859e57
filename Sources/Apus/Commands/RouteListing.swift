import ApusHTTP
import HTTPTypes

/// The routes of an application as a table for people: method, host and path, and the name of the path if it has one.
struct RouteListing: CustomStringConvertible {
    let routes: [RouteDescription]

    var description: String {
        let places = routes.map { ($0.host ?? "") + $0.pattern }
        let methodWidth = routes.map(\.method.rawValue.count).max() ?? 0
        let placeWidth = places.map(\.count).max() ?? 0
        return zip(routes, places).map { route, place in
            let method = route.method.rawValue.padded(to: methodWidth)
            guard let name = route.name else { return "\(method)  \(place)\n" }
            return "\(method)  \(place.padded(to: placeWidth))  \(name)\n"
        }
        .joined()
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(width - count, 0))
    }
}
