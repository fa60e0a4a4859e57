import ApusHTTP
import HTTPTypes
import NIOCore

/// A request as a test sends it.
struct ClientRequest: Sendable {
    var method: HTTPRequest.Method
    var target: String
    var headers: HeaderFields
    var body = ByteBuffer()
}

/// What carries requests to routes.
protocol ClientTransport: Sendable {
    /// Sends a request and waits for the head of its response.
    func open(_ request: ClientRequest) async throws -> any ClientExchange
}

/// A request that has been sent, and the response to it.
protocol ClientExchange: Sendable {
    var status: HTTPResponse.Status { get }
    var headers: HeaderFields { get }

    /// The next piece of the body, or of what comes after a response with status 101; nil at the end.
    func next() async throws -> ByteBuffer?

    /// Sends bytes on a connection that has left HTTP.
    func write(_ bytes: ByteBuffer) async throws

    /// Gives up what has not been read, and waits until the routes have noticed.
    func close() async
}
