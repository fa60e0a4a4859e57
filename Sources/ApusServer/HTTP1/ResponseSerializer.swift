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

    /// Writes `response` to `output`.
    ///
    /// - Parameter date: The line with the date.
    func write(_ response: Response, date: DateLine, to output: inout ByteBuffer) -> Remainder {
        let status = response.status.code
        let hasBody = status >= 200 && status != 204 && status != 304
        let length = response.body.length
        var mediaType = response.body.contentType

        writeStatusLine(response.status, to: &output)
        if !response.headers.isEmpty {
            for field in response.headers.list where !field.name.belongsToServer {
                if field.name == .contentType { mediaType = nil }
                output.writeString(field.name.rawName)
                output.writeStaticString(": ")
                output.writeString(field.value)
                output.writeStaticString("\r\n")
            }
        }
        if hasBody, let mediaType {
            output.writeStaticString("Content-Type: ")
            output.writeString(mediaType)
            output.writeStaticString("\r\n")
        }
        var isChunked = false
        if hasBody {
            if let length {
                output.writeStaticString("Content-Length: ")
                output.writeDecimal(length)
                output.writeStaticString("\r\n")
            } else if !isHTTP10 {
                isChunked = true
                output.writeStaticString("Transfer-Encoding: chunked\r\n")
            }
        }
        if !keepsAlive {
            output.writeStaticString("Connection: close\r\n")
        } else if isHTTP10 {
            output.writeStaticString("Connection: keep-alive\r\n")
        }
        date.write(to: &output)
        output.writeStaticString("\r\n")
        guard hasBody, requestMethod != .head else { return .none }
        return writeBody(response.body, isChunked: isChunked, to: &output)
    }

    private func writeBody(_ body: ResponseBody, isChunked: Bool, to output: inout ByteBuffer) -> Remainder {
        switch body.storage {
        case .empty:
            return .none
        case .text(let text):
            output.writeString(text)
            return .none
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

    private func writeStatusLine(_ status: HTTPResponse.Status, to output: inout ByteBuffer) {
        if status.code == 200 {
            output.writeStaticString("HTTP/1.1 200 OK\r\n")
        } else {
            output.writeStaticString("HTTP/1.1 ")
            output.writeDecimal(status.code)
            output.writeStaticString(" ")
            output.writeString(status.reasonPhrase)
            output.writeStaticString("\r\n")
        }
    }
}

extension Response {
    /// Whether the response can be sent as it is: the status is final, and nothing in the head breaks its line.
    var isSendable: Bool {
        guard (200...999).contains(status.code), status.reasonPhrase.isOneLine else { return false }
        if let contentType = body.contentType, !contentType.isOneLine { return false }
        return headers.isEmpty || headers.list.allSatisfy(\.isValid)
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

extension ByteBuffer {
    /// Writes a number that is not negative in digits.
    mutating func writeDecimal(_ number: Int) {
        writeWithUnsafeMutableBytes(minimumWritableBytes: 20) { room in
            var digits = 1
            var rest = number / 10
            while rest > 0 {
                digits += 1
                rest /= 10
            }
            rest = number
            for index in stride(from: digits - 1, through: 0, by: -1) {
                room[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            return digits
        }
    }
}
