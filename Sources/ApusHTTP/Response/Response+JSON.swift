public import ApusJSON
public import HTTPTypes

extension Response {
    /// Makes a response with `value` as JSON.
    ///
    /// - Parameters:
    ///   - value: What is encoded.
    ///   - status: The status.
    ///   - headers: The header fields.
    /// - Throws: When the value has no form in JSON.
    public init(
        json value: some Encodable,
        status: HTTPResponse.Status = .ok,
        headers: HeaderFields = HeaderFields()
    ) throws(JSONError) {
        try self.init(status: status, headers: headers, body: .json(value))
    }
}

extension ResponseBody {
    /// `value` as JSON.
    ///
    /// - Throws: When the value has no form in JSON.
    public static func json(_ value: some Encodable) throws(JSONError) -> ResponseBody {
        .bytes(try JSON.encode(value), contentType: "application/json")
    }
}

extension Created: ResponseConvertible where Content: Encodable {
    /// 201 with `Location` and the content as JSON.
    public func response(to request: Request) throws -> Response {
        var headers = headers
        headers[.location] = location
        return try Response(json: content, status: .created, headers: headers)
    }
}
