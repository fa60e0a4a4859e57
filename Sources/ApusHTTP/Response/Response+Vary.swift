public import HTTPTypes

extension Response {
    /// Notes that the response depends on these fields of the request, so that a cache keeps one for each of their
    /// values (RFC 9110, section 12.5.5). What `Vary` says already stays, and is not said twice.
    public mutating func vary(by names: HTTPField.Name...) {
        var present: [HTTPField.Name] = []
        var scanner = FieldScanner(headers[.vary] ?? "")
        while scanner.moveToElement() {
            // A star says that the response depends on more than fields, and covers everything.
            guard let token = scanner.token(), token != "*" else { return }
            HTTPField.Name(token).map { present.append($0) }
        }
        for name in names where !present.contains(name) { present.append(name) }
        headers[.vary] = present.map(\.rawName).joined(separator: ", ")
    }
}
