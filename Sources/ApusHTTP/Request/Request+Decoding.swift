import ApusJSON
import HTTPTypes
import NIOCore

extension Request {
    /// The largest JSON body that ``decode(_:upTo:)`` accepts unless told otherwise: 2 MiB.
    public static let defaultDecodingLimit = 2 * 1024 * 1024

    /// Decodes the body, which must be JSON, and validates it if its type is ``Validatable``.
    ///
    /// - Parameters:
    ///   - type: What to decode.
    ///   - limit: The most bytes to accept.
    /// - Throws: A ``Problem``: 415 when the media type is not JSON, 413 when the body is too large, 400 with the
    ///   position when it is not well-formed JSON, 422 with a JSON Pointer when a value is missing or of the wrong type,
    ///   422 with every violation when it is not valid.
    public func decode<Value: Decodable>(
        _ type: Value.Type = Value.self,
        upTo limit: Int = Request.defaultDecodingLimit
    ) async throws -> Value {
        guard contentType?.isJSON == true else { throw Problem.unsupportedMediaType(accepted: ["application/json"]) }
        let bytes = try await body.collect(upTo: limit)
        let limits = JSONLimits(documentBytes: limit)
        let value: Value
        do {
            value = try bytes.withUnsafeReadableBytes { bytes throws(JSONError) in
                try JSON.decode(type, from: bytes, limits: limits)
            }
        } catch {
            throw Problem(decoding: error)
        }
        try (value as? any Validatable)?.validate()
        return value
    }
}

extension Problem {
    /// What a client is told about JSON that cannot be decoded.
    init(decoding error: JSONError) {
        switch error.code {
        case .malformed, .unexpectedEnd, .invalidUTF8, .duplicateKey:
            self = .badRequest(code: "malformed_json", detail: "The body is not well-formed JSON: \(error.message).")
        case .depthExceeded, .limitExceeded:
            self = .badRequest(code: "json_\(error.code.rawValue)", detail: "The body is refused: \(error.message).")
        default:
            let violations = ([error] + error.others).map { error in
                Violation(pointer: error.pointer, code: error.code.rawValue, message: error.message)
            }
            self = .unprocessable(violations, code: "invalid_body")
            return
        }
        if let line = error.line, let column = error.column, let offset = error.offset {
            position = Position(line: line, column: column, offset: offset)
        }
    }
}
