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

    init(_ exchange: any ClientExchange) async throws {
        status = exchange.status
        headers = exchange.headers
        contentType = exchange.headers[.contentType]
        var body = ByteBuffer()
        while let piece = try await exchange.next() {
            body.writeImmutableBuffer(piece)
            guard body.readableBytes <= Self.bodyLimit else { throw TestClientError("The body has no end.") }
        }
        bytes = Array(body.readableBytesView)
    }

    /// The body as text; bytes that are not UTF-8 become replacement characters.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The value that the response gives to a cookie, whose whole name is `name`; nil when it sets none of that name.
    ///
    /// - Parameter name: The name, prefix included.
    public func cookie(_ name: String) -> String? {
        headers.values(for: .setCookie).compactMap(ReceivedCookie.init).last { $0.name == name }?.value
    }

    /// The body as a JSON document.
    ///
    /// - Throws: ``JSONError`` when it is none.
    public var json: JSONValue {
        get throws { try JSON.parse(bytes) }
    }
}
