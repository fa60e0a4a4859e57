import ApusHTTP
import HTTPTypes

/// Why a request is refused by the parser. The connection is closed after it, since nobody knows where the next
/// request would begin.
enum ParseFailure: Error, Hashable {
    case bareLineFeed
    case unexpectedByte
    case invalidMethod
    case invalidTarget
    case targetTooLong(limit: Int)
    case invalidVersion
    case unsupportedVersion
    case unsupportedMethod
    case headerTooLarge(limit: Int)
    case tooManyFields(limit: Int)
    case invalidFieldName
    case invalidFieldValue
    case missingHost
    case invalidHost
    case invalidContentLength
    case invalidTransferEncoding
    case unsupportedTransferEncoding
    case contentLengthWithTransferEncoding
    case unsupportedExpectation
    case bodyTooLarge(limit: Int)
    case invalidChunk
    case chunkOverheadTooLarge
    case invalidTrailer

    /// What the client is told.
    var problem: Problem {
        switch self {
        case .bareLineFeed: malformed("A line of the header ends without CR LF.")
        case .unexpectedByte: malformed("This is not an HTTP/1.1 request.")
        case .invalidMethod: malformed("The method is not a token.")
        case .invalidTarget: malformed("The request target is not valid.")
        case .targetTooLong(let limit):
            Problem(status: .uriTooLong, detail: "The request target is longer than the limit of \(limit) bytes.")
        case .invalidVersion: malformed("The HTTP version is not valid.")
        case .unsupportedVersion:
            Problem(status: .httpVersionNotSupported, detail: "This server speaks HTTP/1.1 and HTTP/1.0.")
        case .unsupportedMethod:
            Problem(status: .notImplemented, detail: "This server is not a proxy.")
        case .headerTooLarge(let limit):
            Problem(
                status: .requestHeaderFieldsTooLarge,
                detail: "The header is larger than the limit of \(limit) bytes."
            )
        case .tooManyFields(let limit):
            Problem(
                status: .requestHeaderFieldsTooLarge,
                detail: "The header has more than the limit of \(limit) fields."
            )
        case .invalidFieldName: malformed("The name of a header field is not a token directly followed by a colon.")
        case .invalidFieldValue: malformed("The value of a header field holds a control character.")
        case .missingHost: malformed("There must be exactly one Host field.")
        case .invalidHost: malformed("The Host field is not a host with an optional port.")
        case .invalidContentLength: malformed("There must be one Content-Length field at most, of digits only.")
        case .invalidTransferEncoding: malformed("There must be one Transfer-Encoding field at most, in HTTP/1.1 only.")
        case .unsupportedTransferEncoding:
            Problem(status: .notImplemented, detail: "The only transfer coding this server understands is chunked.")
        case .contentLengthWithTransferEncoding:
            malformed("Content-Length and Transfer-Encoding must not occur together.")
        case .unsupportedExpectation:
            Problem(status: .expectationFailed, detail: "The only expectation this server meets is 100-continue.")
        case .bodyTooLarge(let limit): .payloadTooLarge(limit: limit)
        case .invalidChunk: malformed("The chunked body is not well formed.")
        case .chunkOverheadTooLarge: malformed("The chunked body has too many or too long chunk extensions.")
        case .invalidTrailer: malformed("The trailer section is not well formed or too large.")
        }
    }

    private func malformed(_ detail: String) -> Problem {
        .badRequest(code: "malformed_request", detail: detail)
    }
}
