import HTTPTypes

/// Builds a ``RouteTree``.
struct RouteTreeBuilder {
    private struct Node {
        var prefix: [UInt8]
        var children: [Int] = []
        /// The stricter kinds first.
        var parameters: [RouteTree.Parameter] = []
        var leaf: Int?
        var catchAll: Int?
    }

    private var nodes = [Node(prefix: [])]
    private var leaves: [RouteTree.Leaf] = []
    /// The pattern of each route, for messages.
    private var patterns: [Int: String] = [:]

    /// Adds the route `index`.
    ///
    /// - Throws: ``RoutingError`` when another route already matches the same requests.
    mutating func insert(_ pattern: RoutePattern, method: HTTPRequest.Method, route index: Int) throws(RoutingError) {
        patterns[index] = pattern.text
        var node = 0
        var literal: [UInt8] = []
        for segment in pattern.segments {
            literal.append(UInt8(ascii: "/"))
            switch segment {
            case .literal(let text):
                literal.append(contentsOf: text.utf8)
            case .parameter(_, let kind):
                node = parameter(kind, of: child(of: node, along: literal))
                literal = []
            case .catchAll:
                node = child(of: node, along: literal)
                let leaf = nodes[node].catchAll ?? makeLeaf()
                nodes[node].catchAll = leaf
                return try set(index, for: method, in: leaf)
            }
        }
        node = child(of: node, along: literal)
        let leaf = nodes[node].leaf ?? makeLeaf()
        nodes[node].leaf = leaf
        try set(index, for: method, in: leaf)
    }

    /// The finished tree.
    func build() -> RouteTree {
        var text: [UInt8] = []
        var children: [RouteTree.Child] = []
        var parameters: [RouteTree.Parameter] = []
        let flat = nodes.map { node in
            let prefix = text.count..<text.count + node.prefix.count
            text.append(contentsOf: node.prefix)
            let start = children.count
            children.append(contentsOf: node.children.map { RouteTree.Child(label: nodes[$0].prefix[0], node: $0) })
            let firstParameter = parameters.count
            parameters += node.parameters
            return RouteTree.Node(
                prefix: prefix,
                children: start..<children.count,
                parameters: firstParameter..<parameters.count,
                leaf: node.leaf,
                catchAll: node.catchAll
            )
        }
        return RouteTree(text: text, nodes: flat, children: children, parameters: parameters, leaves: leaves)
    }

    /// The node that a segment of `kind` leads to from `node`.
    private mutating func parameter(_ kind: ParameterKind, of node: Int) -> Int {
        if let known = nodes[node].parameters.first(where: { $0.kind == kind }) { return known.node }
        nodes.append(Node(prefix: []))
        var parameters = nodes[node].parameters + [RouteTree.Parameter(kind: kind, node: nodes.count - 1)]
        parameters.sort { $0.kind.precedence < $1.kind.precedence }
        nodes[node].parameters = parameters
        return nodes.count - 1
    }

    private mutating func makeLeaf() -> Int {
        leaves.append(RouteTree.Leaf())
        return leaves.count - 1
    }

    private mutating func set(_ route: Int, for method: HTTPRequest.Method, in leaf: Int) throws(RoutingError) {
        let common = RequestMethod(method)
        let existing =
            common == .other
            ? leaves[leaf].others.first { $0.0 == method }?.1 : leaves[leaf].routes[Int(common.rawValue)]
        if let existing {
            throw RoutingError(
                code: .conflict,
                pattern: patterns[route] ?? "",
                message: """
                    The routes \(method.rawValue) "\(patterns[existing] ?? "")" and \
                    \(method.rawValue) "\(patterns[route] ?? "")" match the same requests.
                    """
            )
        }
        if common == .other {
            leaves[leaf].others.append((method, route))
        } else {
            leaves[leaf].routes[Int(common.rawValue)] = route
        }
    }

    /// The node that `bytes` lead to from `start`, made by splitting where it has to be.
    private mutating func child(of start: Int, along bytes: [UInt8]) -> Int {
        var node = start
        var rest = bytes[...]
        while let first = rest.first {
            guard let next = nodes[node].children.first(where: { nodes[$0].prefix[0] == first }) else {
                nodes.append(Node(prefix: Array(rest)))
                nodes[node].children.append(nodes.count - 1)
                return nodes.count - 1
            }
            let common = zip(nodes[next].prefix, rest).prefix { $0 == $1 }.count
            if common < nodes[next].prefix.count { split(next, at: common) }
            rest = rest.dropFirst(common)
            node = next
        }
        return node
    }

    /// Turns a node into one with the first `count` bytes of its prefix and a child with everything else.
    private mutating func split(_ node: Int, at count: Int) {
        var lower = nodes[node]
        lower.prefix.removeFirst(count)
        nodes.append(lower)
        nodes[node] = Node(prefix: Array(nodes[node].prefix.prefix(count)), children: [nodes.count - 1])
    }
}

extension ParameterKind {
    /// The lower, the stricter.
    fileprivate var precedence: Int {
        switch self {
        case .int: 0
        case .uuid: 1
        case .any: 2
        }
    }
}
