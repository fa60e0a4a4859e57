import ApusHTTP
import HTTPTypes
import NIOCore
import NIOPosix

/// Sends each request over a connection of its own.
struct SocketTransport: ClientTransport {
    private let address: SocketAddress

    init(_ address: SocketAddress) {
        self.address = address
    }

    func open(_ request: ClientRequest) async throws -> any ClientExchange {
        let connection = try await SocketConnection.open(to: address)
        do {
            try await connection.write(encode(request))
            var reader = ResponseReader(isHead: request.method == .head) { try await connection.next() }
            let head = try await reader.readHead()
            return SocketExchange(head, reader, connection)
        } catch {
            await connection.close()
            throw error
        }
    }

    private func encode(_ request: ClientRequest) -> ByteBuffer {
        var headers = request.headers
        if !headers.contains(.connection) { headers[.connection] = "close" }
        if request.body.readableBytes > 0 || request.method == .post || request.method == .put {
            headers[.contentLength] = headers[.contentLength] ?? "\(request.body.readableBytes)"
        }
        var text = "\(request.method.rawValue) \(request.target) HTTP/1.1\r\n"
        for field in headers { text += "\(field.name.rawName): \(field.value)\r\n" }
        var bytes = ByteBuffer(string: text + "\r\n")
        bytes.writeImmutableBuffer(request.body)
        return bytes
    }
}

/// A response that arrives over a connection.
final class SocketExchange: ClientExchange {
    let status: HTTPResponse.Status
    let headers: HeaderFields

    private let connection: SocketConnection
    // The test reads one piece after the other, in one task: `ClientExchange.next` has one caller at a time, who waits.
    nonisolated(unsafe) private var reader: ResponseReader

    init(_ head: ResponseReader.Head, _ reader: ResponseReader, _ connection: SocketConnection) {
        status = head.status
        headers = head.headers
        self.reader = reader
        self.connection = connection
    }

    func next() async throws -> ByteBuffer? { try await reader.readPiece() }

    func write(_ bytes: ByteBuffer) async throws { try await connection.write(bytes) }

    func close() async { await connection.close() }
}
