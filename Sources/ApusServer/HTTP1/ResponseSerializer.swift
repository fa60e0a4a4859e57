import ApusHTTP
import HTTPTypes
import NIOCore

/// Writes the head of a response, and its body where that is small, into a buffer.
struct ResponseSerializer {
    /// What is left to do after the head has been written.
    enum Remainder {
        /// Nothing.
        case none
        /// Send these bytes.
        case buffer(ByteBuffer)
        /// Let this write the body.
        case stream(OutputState.Stream)
    }

    /// Bodies up to this many bytes are copied behind their head, so that both leave in one piece.
    private static let copyLimit = 16 * 1024

    var requestMethod: RequestMethod
    var isHTTP10: Bool
    var keepsAlive: Bool

    /// Room for all that a head holds apart from its fields, its media type and its reason phrase.
    private static let fixedBytes = 256

    /// Writes `response` to `output`.
    ///
    /// - Parameter date: The line with the date.
    func write(_ response: Response, date: DateLine, to output: inout ByteBuffer) -> Remainder {
        let status = response.status.code
        let hasBody = status != 101 && status != 204 && status != 304
        let length = response.body.length
        let fields = response.headers.isEmpty ? [] : response.headers.list.filter { !$0.name.belongsToServer }
        let mediaType = hasBody && !fields.contains { $0.name == .contentType } ? response.body.contentType : nil
        let isChunked = hasBody && length == nil && !isHTTP10

        var size = Self.fixedBytes + response.status.reasonPhrase.utf8.count + (mediaType?.utf8.count ?? 0)
        for field in fields { size += field.name.rawName.utf8.count + field.value.utf8.count + 4 }
        output.writeWithUnsafeMutableBytes(minimumWritableBytes: size) { room in
            var line = ByteWriter(room)
            writeStatusLine(response.status, to: &line)
            for field in fields {
                line.write(field.name.rawName)
                line.write(": ")
                line.write(field.value)
                line.write("\r\n")
            }
            if let mediaType {
                line.write("Content-Type: ")
                line.write(mediaType)
                line.write("\r\n")
            }
            if hasBody, let length {
                line.write("Content-Length: ")
                line.write(decimal: length)
                line.write("\r\n")
            } else if isChunked {
                line.write("Transfer-Encoding: chunked\r\n")
            }
            if status == 101 {
                line.write("Connection: Upgrade\r\n")
            } else if !keepsAlive {
                line.write("Connection: close\r\n")
            } else if isHTTP10 {
                line.write("Connection: keep-alive\r\n")
            }
            date.write(to: &line)
            line.write("\r\n")
            return line.count
        }
        guard hasBody, requestMethod != .head else { return .none }
        return writeBody(response.body, isChunked: isChunked, to: &output)
    }

    private func writeBody(_ body: ResponseBody, isChunked: Bool, to output: inout ByteBuffer) -> Remainder {
        switch body.storage {
        case .empty, .upgrade:
            return .none
        case .text(let text):
            guard text.utf8.count > Self.copyLimit else {
                output.writeString(text)
                return .none
            }
            return .buffer(ByteBuffer(string: text))
        case .bytes(let bytes):
            guard bytes.count > Self.copyLimit else {
                output.writeBytes(bytes)
                return .none
            }
            return .buffer(ByteBuffer(bytes: bytes))
        case .buffer(let buffer):
            guard buffer.readableBytes > Self.copyLimit else {
                output.writeImmutableBuffer(buffer)
                return .none
            }
            return .buffer(buffer)
        case .stream(let length, let produce):
            return .stream(OutputState.Stream(isChunked: isChunked, produce: produce, remaining: length))
        }
    }

    private func writeStatusLine(_ status: HTTPResponse.Status, to line: inout ByteWriter) {
        guard status.code != 200 else { return line.write("HTTP/1.1 200 OK\r\n") }
        line.write("HTTP/1.1 ")
        line.write(decimal: status.code)
        line.write(" ")
        line.write(status.reasonPhrase)
        line.write("\r\n")
    }
}

extension Response {
    /// Whether the response can be sent as it is: the status is final, and nothing in the head breaks its line.
    package var isSendable: Bool {
        guard (200...999).contains(status.code) || (status == .switchingProtocols && body.isUpgrade),
            status.reasonPhrase.isOneLine
        else { return false }
        if let contentType = body.contentType, !contentType.isOneLine { return false }
        return headers.isEmpty || headers.list.allSatisfy(\.isValid)
    }
}

extension ResponseBody {
    fileprivate var isUpgrade: Bool {
        if case .upgrade = storage { true } else { false }
    }
}

extension String {
    fileprivate var isOneLine: Bool {
        !utf8.contains { $0 == 0x0D || $0 == 0x0A || $0 == 0 }
    }
}

extension HTTPField.Name {
    /// Whether the server alone knows the right value.
    fileprivate var belongsToServer: Bool {
        self == .contentLength || self == .transferEncoding || self == .connection || self == .date
    }
}
