import ApusHTTP
import HTTPTypes
import NIOCore

/// Reads one response from a connection, and is strict about it: what a client might understand otherwise is an error
/// (RFC 9112).
struct ResponseReader {
    struct Head {
        let status: HTTPResponse.Status
        let headers: HeaderFields
    }

    private enum Framing {
        case length(Int)
        case chunked
        case untilClose
        case ended
    }

    private let receive: @Sendable () async throws -> ByteBuffer?
    private let isHead: Bool
    private var buffer = ByteBuffer()
    private var framing = Framing.ended
    /// What is left of the current chunk; nil when its size comes next.
    private var chunk: Int?

    /// Makes a reader.
    ///
    /// - Parameters:
    ///   - isHead: Whether the request was a HEAD, so that there is no body.
    ///   - receive: Gets the next bytes of the connection; nil at its end.
    init(isHead: Bool, receive: @escaping @Sendable () async throws -> ByteBuffer?) {
        self.isHead = isHead
        self.receive = receive
    }

    /// Reads the head of the final response, past those that only inform.
    mutating func readHead() async throws -> Head {
        while true {
            let head = try await readOneHead()
            guard head.status.kind == .informational, head.status != .switchingProtocols else {
                framing = try framing(of: head)
                return head
            }
        }
    }

    /// The next piece of the body; nil at its end.
    mutating func readPiece() async throws -> ByteBuffer? {
        switch framing {
        case .ended: return nil
        case .untilClose: return try await take(.max)
        case .length(0):
            framing = .ended
            return nil
        case .length(let count):
            guard let piece = try await take(count) else { throw TestClientError("The body ends too early.") }
            framing = .length(count - piece.readableBytes)
            return piece
        case .chunked: return try await readChunked()
        }
    }

    private mutating func readOneHead() async throws -> Head {
        let line = try await readLine().split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard line.count == 3, line[0] == "HTTP/1.1", line[1].count == 3, let code = Int(line[1]) else {
            throw TestClientError("The response has no status line: \(line)")
        }
        var headers = HeaderFields()
        while true {
            let line = try await readLine()
            guard !line.isEmpty else { break }
            guard let colon = line.firstIndex(of: ":"), let name = HTTPField.Name(String(line[..<colon])) else {
                throw TestClientError("The response has a line that is no field: \(line)")
            }
            headers.append(String(line[colon...].dropFirst().drop { $0 == " " }), for: name)
        }
        return Head(status: HTTPResponse.Status(code: code, reasonPhrase: String(line[2])), headers: headers)
    }

    private func framing(of head: Head) throws -> Framing {
        if head.status == .switchingProtocols { return .untilClose }
        if isHead || head.status == .noContent || head.status == .notModified { return .ended }
        let codings = head.headers.values(for: .transferEncoding)
        let lengths = head.headers.values(for: .contentLength)
        switch (codings.count, lengths.count) {
        case (0, 0): return .untilClose
        case (1, 0) where codings[0].lowercased() == "chunked": return .chunked
        case (0, 1):
            guard let length = Int(lengths[0]), length >= 0 else { fallthrough }
            return .length(length)
        default: throw TestClientError("The length of the response cannot be understood.")
        }
    }

    private mutating func readChunked() async throws -> ByteBuffer? {
        if chunk == nil {
            guard let size = Int(try await readLine().prefix { $0 != ";" }, radix: 16), size >= 0 else {
                throw TestClientError("The size of a chunk cannot be understood.")
            }
            guard size > 0 else {
                while try await !readLine().isEmpty {}
                framing = .ended
                return nil
            }
            chunk = size
        }
        guard let count = chunk, let piece = try await take(count) else {
            throw TestClientError("The body ends too early.")
        }
        chunk = count - piece.readableBytes
        if chunk == 0 {
            chunk = nil
            guard try await readLine().isEmpty else { throw TestClientError("A chunk is longer than it says.") }
        }
        return piece
    }

    /// A line without its end, which is CR and LF.
    private mutating func readLine() async throws -> String {
        while true {
            if let end = buffer.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) {
                let line = buffer.readString(length: end - buffer.readerIndex + 1) ?? ""
                guard line.utf8.count >= 2, line.utf8.dropLast().last == UInt8(ascii: "\r") else {
                    throw TestClientError("A line ends without a carriage return.")
                }
                return String(Substring(line.utf8.dropLast(2)))
            }
            guard let more = try await receive() else { throw TestClientError("The response ends within its head.") }
            buffer.discardReadBytes()
            buffer.writeImmutableBuffer(more)
        }
    }

    /// At most `count` bytes, as many as there are; nil at the end of the connection.
    private mutating func take(_ count: Int) async throws -> ByteBuffer? {
        while buffer.readableBytes == 0 {
            guard let more = try await receive() else { return nil }
            buffer = more
        }
        return buffer.readSlice(length: min(count, buffer.readableBytes))
    }
}
