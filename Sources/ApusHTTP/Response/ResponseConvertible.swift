/// Something a handler may return: it can be made into a response.
public protocol ResponseConvertible: Sendable {
    /// The response to `request`.
    ///
    /// - Throws: An error, which is answered as if the handler had thrown it.
    func response(to request: Request) throws -> Response
}

extension Response: ResponseConvertible {
    /// Itself.
    public func response(to request: Request) -> Response {
        self
    }
}

extension String: ResponseConvertible {
    /// 200 with the text as `text/plain; charset=utf-8`.
    public func response(to request: Request) -> Response {
        Response(self)
    }
}

extension Problem: ResponseConvertible {
    /// The problem as a document. To throw a problem does the same.
    public func response(to request: Request) -> Response {
        response(requestID: request.id)
    }
}
