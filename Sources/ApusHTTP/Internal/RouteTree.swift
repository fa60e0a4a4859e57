import HTTPTypes

/// The routes of a program as a radix tree over the bytes of paths, compiled once and then only read.
///
/// At each point of the path, text beats a parameter and a parameter beats a catch-all. When the better branch leads
/// nowhere, or to a path without the method of the request, the next one is tried. A node is entered at most once for
/// one request, so the worst case is the size of the tree.
struct RouteTree: Sendable {
    /// What a path leads to.
    enum Match {
        /// The route with this index.
        case route(Int)
        /// Routes for the path, but none for the method.
        case methodNotAllowed([HTTPRequest.Method])
        /// No route.
        case notFound
    }

    struct Node: Sendable {
        var prefix: Range<Int>
        var children: Range<Int>
        var parameter: Int?
        var leaf: Int?
        var catchAll: Int?
    }

    /// The routes of one pattern, by method.
    struct Leaf: Sendable {
        var routes: [Int?]
        var others: [(HTTPRequest.Method, Int)] = []

        func route(for method: RequestMethod, other: HTTPRequest.Method?) -> Int? {
            if method == .other {
                return others.first { $0.0 == other }?.1
            }
            let index = routes[Int(method.rawValue)]
            return index == nil && method == .head ? routes[Int(RequestMethod.get.rawValue)] : index
        }

        var methods: [HTTPRequest.Method] {
            RequestMethod.allCases.compactMap { method in
                route(for: method, other: nil) == nil ? nil : method.name
            } + others.map(\.0)
        }
    }

    let text: [UInt8]
    let nodes: [Node]
    /// The children of all nodes, each with the byte it begins with.
    let children: [(label: UInt8, node: Int)]
    let leaves: [Leaf]

    /// Finds the route for `method` and `path`, which must be decoded.
    func match(_ path: UnsafeRawBufferPointer, method: RequestMethod, other: HTTPRequest.Method?) -> Match {
        if let route = find(0, path, 0, { leaves[$0].route(for: method, other: other) }) {
            return .route(route)
        }
        var methods: [HTTPRequest.Method] = []
        let nothing: Int? = find(0, path, 0) { leaf in
            for method in leaves[leaf].methods where !methods.contains(method) { methods.append(method) }
            return nil
        }
        _ = nothing
        return methods.isEmpty ? .notFound : .methodNotAllowed(methods)
    }

    /// Visits the leaves that `path` leads to from `node`, the best first, until `visit` returns something.
    private func find(
        _ index: Int,
        _ path: UnsafeRawBufferPointer,
        _ start: Int,
        _ visit: (Int) -> Int?
    ) -> Int? {
        let node = nodes[index]
        let position = start + node.prefix.count
        guard position <= path.count else { return nil }
        for offset in 0..<node.prefix.count where path[start + offset] != text[node.prefix.lowerBound + offset] {
            return nil
        }
        if position == path.count {
            if let leaf = node.leaf, let found = visit(leaf) { return found }
        } else {
            let byte = path[position]
            for child in children[node.children] where child.label == byte {
                if let found = find(child.node, path, position, visit) { return found }
                break
            }
            if let parameter = node.parameter, byte != UInt8(ascii: "/") {
                let end = path[position...].firstIndex(of: UInt8(ascii: "/")) ?? path.count
                if let found = find(parameter, path, end, visit) { return found }
            }
        }
        return node.catchAll.flatMap(visit)
    }
}
