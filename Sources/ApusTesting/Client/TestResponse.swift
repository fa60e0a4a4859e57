public import ApusHTTP
public import ApusJSON
public import HTTPTypes
import NIOCore

/// A response with its whole body.
public struct TestResponse: Sendable {
    /// The most bytes of a body that a test reads: 64 MiB.
    private static let bodyLimit = 64 << 20

    /// The status.
    public let status: HTTPResponse.Status
    /// The header fields.
    public let headers: HeaderFields
    /// The media type of the body.
    public let contentType: String?
    /// The body.
    public let bytes: [UInt8]

    init(_ response: Response) async throws {
        status = response.status
        headers = response.headers
        contentType = response.headers[.contentType] ?? response.body.contentType
        bytes = Array(try await response.body.collect(upTo: Self.bodyLimit).readableBytesView)
    }

    /// The body as text; bytes that are not UTF-8 become replacement characters.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The body as a JSON document.
    ///
    /// - Throws: ``JSONError`` when it is none.
    public var json: JSONValue {
        get throws { try JSON.parse(bytes) }
    }
}
