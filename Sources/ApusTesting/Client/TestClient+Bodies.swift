public import ApusHTTP
public import HTTPTypes
import NIOCore

extension TestClient {
    /// Sends a request whose body is a JSON document.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - target: Path and query, percent-encoded as on the wire.
    ///   - json: The document.
    ///   - headers: Further header fields.
    public func send(
        _ method: HTTPRequest.Method,
        _ target: String,
        json: String,
        headers: HeaderFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        headers[.contentType] = headers[.contentType] ?? "application/json"
        return try await send(method, target, headers: headers, body: json)
    }

    /// Sends a form as a browser does (`application/x-www-form-urlencoded`).
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - target: Path and query, percent-encoded as on the wire.
    ///   - form: The fields, decoded.
    ///   - headers: Further header fields.
    public func send(
        _ method: HTTPRequest.Method,
        _ target: String,
        form: KeyValuePairs<String, String>,
        headers: HeaderFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        let fields = form.map { "\(PercentEncoding.encode($0.key))=\(PercentEncoding.encode($0.value))" }
        return try await send(method, target, headers: headers, body: fields.joined(separator: "&"))
    }

    /// Sends a form with files as a browser does (`multipart/form-data`).
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - target: Path and query, percent-encoded as on the wire.
    ///   - parts: The fields and files.
    ///   - headers: Further header fields.
    public func send(
        _ method: HTTPRequest.Method,
        _ target: String,
        parts: [TestPart],
        headers: HeaderFields = [:]
    ) async throws -> TestResponse {
        let boundary = "----apus\(UInt64.random(in: 0 ... .max))"
        var headers = headers
        headers[.contentType] = "multipart/form-data; boundary=\(boundary)"
        var body = ByteBuffer()
        for part in parts {
            body.writeString("--\(boundary)\r\n\(part.header)\r\n\r\n")
            body.writeBytes(part.content)
            body.writeString("\r\n")
        }
        body.writeString("--\(boundary)--\r\n")
        return try await send(method, target, headers: headers, bytes: body)
    }
}
