public import ApusHTTP
import HTTPTypes

/// Decompresses request bodies that are sent with `Content-Encoding: gzip` or `deflate`.
///
/// ```swift
/// router.use(RequestDecompression())
/// ```
///
/// The handler reads the body as if it had been sent plain. Another coding, or several, is a 415 that says in
/// `Accept-Encoding` what is understood (RFC 7694); a damaged body is a 400.
///
/// **Threat.** A few kilobytes can expand a thousandfold and fill the memory. Bytes are decompressed only as the handler
/// reads them, and the body is refused with 413 as soon as it goes beyond one of the limits, whatever the server's own
/// limit, which holds for the bytes on the wire.
public struct RequestDecompression: Middleware {
    private let limits: InflaterLimits

    /// Marks a request whose body has been taken care of, so that a second middleware of this kind leaves it alone.
    private enum IsDone: RequestKey {
        typealias Value = Bool
    }

    /// Makes the middleware.
    ///
    /// - Parameter limits: How far a body may expand: 16 MiB, and a hundredfold, by default.
    public init(limits: InflaterLimits = InflaterLimits(maximumBytes: 16 << 20)) {
        self.limits = limits
    }

    /// Decompresses the body of `request`, and passes it to `next`.
    public func respond(to request: Request, next: Next) async throws -> Response {
        guard let coding = request.headers[.contentEncoding], !request.body.isEmpty, request[IsDone.self] == nil else {
            return await next(request)
        }
        var request = request
        request[IsDone.self] = true
        switch coding.lowercased() {
        case "gzip", "x-gzip":
            request.body = RequestBody(try DecompressedBody(request.body, format: .gzip, limits: limits))
        case "deflate":
            request.body = RequestBody(try DecompressedBody(request.body, format: .zlib, limits: limits))
        case "identity":
            break
        default:
            throw Problem(
                status: .unsupportedMediaType,
                code: "unsupported_encoding",
                detail: "The body must be plain, or compressed with gzip or deflate.",
                headers: [.acceptEncoding: "gzip, deflate"]
            )
        }
        return await next(request)
    }
}
