import HTTPTypes

/// The routes of a program as a radix tree over the bytes of paths, compiled once and then only read.
///
/// At each point of the path, text beats a parameter, a strict one beats any other, and a parameter beats a catch-all. When the better branch leads
/// nowhere, or to a path without the method of the request, the next one is tried. A node is entered at most once for
/// one request, so the worst case is the size of the tree.
struct RouteTree: Sendable {
    struct Node: Sendable {
        var prefix: Range<Int>
        var children: Range<Int>
        var parameters: Range<Int>
        var leaf: Int?
        var catchAll: Int?
    }

    /// A child of a node, with the byte it begins with.
    struct Child: Sendable {
        var label: UInt8
        var node: Int
    }

    /// A branch of a node that a whole segment of some kind leads to.
    struct Parameter: Sendable {
        var kind: ParameterKind
        var node: Int
    }

    /// The routes of one pattern, by method.
    struct Leaf: Sendable {
        /// One place for each case of ``RequestMethod``.
        var routes = InlineArray<10, Int?>(repeating: nil)
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

    /// The text of all prefixes.
    let text: [UInt8]
    let nodes: [Node]
    /// The children of all nodes, each with the byte it begins with.
    let children: [Child]
    /// The parameters of all nodes, for each the stricter kinds first.
    let parameters: [Parameter]
    let leaves: [Leaf]

    /// The route for `method` and `path`, which must be decoded.
    func route(for path: UnsafeRawBufferPointer, method: RequestMethod, other: HTTPRequest.Method?) -> Int? {
        search(path) { $0.route(for: method, other: other) }
    }

    /// All methods for which `path` has a route.
    func methods(for path: UnsafeRawBufferPointer) -> [HTTPRequest.Method] {
        var methods: [HTTPRequest.Method] = []
        _ = search(path) { leaf in
            for method in leaf.methods where !methods.contains(method) { methods.append(method) }
            return nil
        }
        return methods
    }

    /// Visits the leaves that `path` leads to, the best first, until `visit` returns a route.
    private func search(_ path: UnsafeRawBufferPointer, _ visit: (borrowing Leaf) -> Int?) -> Int? {
        // Through buffers, because each access to an array in a recursion would count its references.
        text.withUnsafeBufferPointer { text in
            nodes.withUnsafeBufferPointer { nodes in
                children.withUnsafeBufferPointer { children in
                    parameters.withUnsafeBufferPointer { parameters in
                        leaves.withUnsafeBufferPointer { leaves in
                            Search(
                                path: path,
                                text: text,
                                nodes: nodes,
                                children: children,
                                parameters: parameters,
                                leaves: leaves
                            )
                            .visit(0, at: 0, visit)
                        }
                    }
                }
            }
        }
    }
}

/// A walk along one path.
private struct Search {
    let path: UnsafeRawBufferPointer
    let text: UnsafeBufferPointer<UInt8>
    let nodes: UnsafeBufferPointer<RouteTree.Node>
    let children: UnsafeBufferPointer<RouteTree.Child>
    let parameters: UnsafeBufferPointer<RouteTree.Parameter>
    let leaves: UnsafeBufferPointer<RouteTree.Leaf>

    /// Visits the leaves below a node that is entered at `start`.
    func visit(_ index: Int, at start: Int, _ visit: (borrowing RouteTree.Leaf) -> Int?) -> Int? {
        let node = nodes[index]
        let position = start + node.prefix.count
        guard position <= path.count else { return nil }
        for offset in 0..<node.prefix.count where path[start + offset] != text[node.prefix.lowerBound + offset] {
            return nil
        }
        if position == path.count {
            if let leaf = node.leaf, let route = visit(leaves[leaf]) { return route }
        } else {
            let byte = path[position]
            for child in node.children where children[child].label == byte {
                if let route = self.visit(children[child].node, at: position, visit) { return route }
                break
            }
            if !node.parameters.isEmpty, byte != UInt8(ascii: "/") {
                var end = position
                while end < path.count, path[end] != UInt8(ascii: "/") { end += 1 }
                let segment = UnsafeRawBufferPointer(rebasing: path[position..<end])
                for index in node.parameters where parameters[index].kind.accepts(segment) {
                    if let route = self.visit(parameters[index].node, at: end, visit) { return route }
                }
            }
        }
        guard let catchAll = node.catchAll else { return nil }
        return visit(leaves[catchAll])
    }
}
