import HTTPTypes

/// All routes of a program: a tree for those of any host, and one for each pattern of hosts.
struct RouteTable: Sendable {
    /// What a request leads to.
    enum Match {
        /// The route with this index.
        case route(Int)
        /// Routes for the path, but none for the method.
        case methodNotAllowed([HTTPRequest.Method])
        /// A route for the path with a slash more or less at its end, which the client is to use.
        case otherSlash
        /// No route.
        case notFound
    }

    struct Host: Sendable {
        let pattern: HostPattern
        let tree: RouteTree
    }

    let tree: RouteTree
    /// Names without a parameter come first.
    let hosts: [Host]
    let trailingSlash: TrailingSlashPolicy

    /// What `request` leads to; nil when its target is not well encoded.
    func match(_ request: Request) -> Match? {
        let head = request.head
        return head.withBytes { facts, bytes in
            if facts.queryIsEncoded, !QueryParameters(head: head).isWellEncoded { return nil }
            let path = UnsafeRawBufferPointer(rebasing: bytes[Int(facts.path.start)..<Int(facts.path.end)])
            guard facts.pathIsEncoded else {
                return match(path, of: head)
            }
            return withUnsafeTemporaryAllocation(byteCount: path.count, alignment: 1) { room in
                guard let count = path.decodeForRouting(into: room) else { return nil }
                return match(UnsafeRawBufferPointer(rebasing: room[..<count]), of: head)
            }
        }
    }

    private func match(_ path: UnsafeRawBufferPointer, of head: RequestHead) -> Match {
        if let route = route(for: path, of: head) { return .route(route) }
        let methods = methods(for: path, of: head)
        guard methods.isEmpty else { return .methodNotAllowed(methods) }
        guard trailingSlash != .strict, path.count > 1 else { return .notFound }
        return path.withOtherSlash { other in
            if let route = route(for: other, of: head) {
                return trailingSlash == .ignore ? .route(route) : .otherSlash
            }
            let methods = self.methods(for: other, of: head)
            return methods.isEmpty ? .notFound : .methodNotAllowed(methods)
        }
    }

    private func route(for path: UnsafeRawBufferPointer, of head: RequestHead) -> Int? {
        if !hosts.isEmpty {
            let route = head.withHost { name -> Int? in
                for host in hosts where host.pattern.matches(name) {
                    let route = host.tree.route(for: path, method: head.method, other: head.otherMethod)
                    if let route { return route }
                }
                return nil
            }
            if let route { return route }
        }
        return tree.route(for: path, method: head.method, other: head.otherMethod)
    }

    private func methods(for path: UnsafeRawBufferPointer, of head: RequestHead) -> [HTTPRequest.Method] {
        var methods = tree.methods(for: path)
        for host in hosts where head.withHost({ host.pattern.matches($0) }) {
            for method in host.tree.methods(for: path) where !methods.contains(method) { methods.append(method) }
        }
        return methods
    }
}

extension RequestHead {
    fileprivate var otherMethod: HTTPRequest.Method? {
        method == .other ? facts.otherMethod : nil
    }
}

extension UnsafeRawBufferPointer {
    /// Calls `body` with this path without the slash at its end, or with one if it has none.
    fileprivate func withOtherSlash<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        if last == UInt8(ascii: "/") { return body(UnsafeRawBufferPointer(rebasing: dropLast())) }
        return withUnsafeTemporaryAllocation(byteCount: count + 1, alignment: 1) { room in
            room.copyMemory(from: self)
            room[count] = UInt8(ascii: "/")
            return body(UnsafeRawBufferPointer(room))
        }
    }

    /// Percent-decodes a path for the tree; nil when it is not valid UTF-8 or holds NUL.
    ///
    /// An encoded slash is part of a segment and must not end it. It becomes the byte 0xFF, which occurs neither in
    /// UTF-8 nor, therefore, in a pattern.
    fileprivate func decodeForRouting(into room: UnsafeMutableRawBufferPointer) -> Int? {
        var count = 0
        for segment in split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            if segment.startIndex > 0 {
                room[count] = UInt8(ascii: "/")
                count += 1
            }
            let place = UnsafeMutableRawBufferPointer(rebasing: room[count...])
            guard let length = PercentEncoding.decode(UnsafeRawBufferPointer(rebasing: segment), into: place),
                String(validating: place[..<length], as: UTF8.self) != nil
            else { return nil }
            for index in 0..<length {
                if place[index] == 0 { return nil }
                if place[index] == UInt8(ascii: "/") { place[index] = 0xFF }
            }
            count += length
        }
        return count
    }
}
