extension Request {
    /// Makes the path of a URL for a named pattern of the program.
    ///
    /// ```swift
    /// try request.url(for: .country, ["code": "FI"], query: ["page": 2])       // /countries/FI?page=2
    /// ```
    ///
    /// - Parameters:
    ///   - name: The name; see ``RouteBuilder/name(_:_:)``.
    ///   - parameters: A value for each parameter of the pattern. They are percent-encoded; the slashes of a catch-all
    ///     stay.
    ///   - query: The parameters of the query.
    /// - Throws: ``RoutingError`` when there is no such name, a parameter is missing or unknown, or a value could not
    ///   come back as it is: an empty one, `.` and `..`, which clients resolve, or text for a number.
    public func url(
        for name: RouteName,
        _ parameters: KeyValuePairs<String, any CustomStringConvertible> = [:],
        query: KeyValuePairs<String, any CustomStringConvertible> = [:]
    ) throws(RoutingError) -> String {
        guard let names = route?.names else { throw .unknown(name) }
        return try names.url(for: name, parameters, query: query)
    }
}
