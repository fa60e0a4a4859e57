extension RouteBuilder {
    /// Makes a group of routes whose patterns begin with `prefix` and which `middleware` wraps.
    ///
    /// ```swift
    /// let admin = router.group("/admin", RequireAdmin())
    /// admin.get("/users") { … }                                // GET /admin/users
    /// ```
    ///
    /// - Parameters:
    ///   - prefix: The text that comes before each pattern; it begins with a slash and does not end with one.
    ///   - middleware: What wraps every route of the group, the outermost first.
    public func group(_ prefix: String, _ middleware: any Middleware...) -> RouteGroup {
        RouteGroup(parent: self, prefix: prefix, middleware: middleware)
    }

    /// Makes a group of routes that `middleware` wraps.
    public func group(_ first: any Middleware, _ others: any Middleware...) -> RouteGroup {
        RouteGroup(parent: self, middleware: [first] + others)
    }

    /// Makes a group of routes for requests to one host.
    ///
    /// ```swift
    /// router.host("api.example.com").get("/status") { … }
    /// router.host("{tenant}.example.com").get("/") { request in try request.parameter("tenant") }
    /// ```
    ///
    /// A route for a host beats one for any host. The `Host` of a request is compared without its port and without
    /// regard to case. It is the client's word: a host decides which route answers, never what it may do.
    ///
    /// - Parameters:
    ///   - pattern: A name of a host. Its first label may be a parameter, `{tenant}`, which stands for one label.
    ///   - middleware: What wraps every route of the group, the outermost first.
    public func host(_ pattern: String, _ middleware: any Middleware...) -> RouteGroup {
        RouteGroup(parent: self, host: pattern, middleware: middleware)
    }

    /// Adds all routes of another router, with their middleware, names and the way its errors are shown.
    ///
    /// ```swift
    /// router.mount(shop(), at: "/shop")                        // func shop() -> Router, in a module of its own
    /// ```
    ///
    /// The middleware of the other router wraps its own routes and nothing else. What is added to it after this call is
    /// not seen.
    ///
    /// - Parameters:
    ///   - other: The router.
    ///   - prefix: The text that comes before each of its patterns; it begins with a slash and does not end with one.
    public func mount(_ other: Router, at prefix: String = "") {
        let group = group(prefix)
        for route in other.mountableRoutes { group.add(route) }
        for (name, pattern) in other.names { group.name(name, pattern) }
    }
}
