extension Request {
    /// The path parameter called `name`, percent-decoded: for the route `/countries/{code}` and the path
    /// `/countries/FI`, `parameter("code")` is `FI`.
    ///
    /// A parameter of the host, as of ``RouteBuilder/host(_:_:)``, is in lower case.
    ///
    /// - Throws: ``Problem/internalServerError`` when the route has no parameter of that name, which is a mistake in
    ///   the program.
    public func parameter(_ name: String) throws(Problem) -> String {
        guard let route else { throw .internalServerError }
        guard let parameter = route.parameter(named: name) else {
            guard let host = route.host, host.parameter == name else { throw .internalServerError }
            return head.withHost { host.value(in: $0) }
        }
        let text = head.withBytes { facts, bytes in
            parameter.value(in: UnsafeRawBufferPointer(rebasing: bytes[Int(facts.path.start)..<Int(facts.path.end)]))
        }
        guard let text else { throw .badRequest(detail: "The path is not well encoded.") }
        return text
    }

    /// The path parameter called `name` as a `Value`: a number, a `Bool`, a type of your own.
    ///
    /// - Throws: A ``Problem`` with status 400 that names the parameter, when its text is not a `Value`.
    public func parameter<Value: LosslessStringConvertible>(
        _ name: String,
        as type: Value.Type
    ) throws(Problem) -> Value {
        guard let value = Value(try parameter(name)) else {
            throw .invalidParameter(name, in: "path", expected: type)
        }
        return value
    }
}
