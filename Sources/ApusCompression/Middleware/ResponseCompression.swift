public import ApusHTTP
import HTTPTypes
import NIOCore

/// Compresses responses with gzip or deflate, whichever the client prefers.
///
/// ```swift
/// router.use(ResponseCompression())
/// ```
///
/// What is compressed: bodies of a media type that becomes smaller (``CompressibleTypes``), of at least
/// `minimumBytes`. What is not: what has a `Content-Encoding` already, what says `Cache-Control: no-transform`, parts of
/// a representation (206), and what carries a digest of its bytes. A streamed body of unknown length reaches the client
/// write by write: each is flushed, so that events are not held back.
///
/// Responses get `Vary: Accept-Encoding`. A strong entity tag becomes weak, because it names other bytes; a client that
/// sends such a tag in `If-Match` has no success with it, so leave resources that are changed that way out.
///
/// **Threat.** Where a secret and something an attacker chooses are compressed together, the length of the response
/// tells whether they are alike, and with many requests from the victim's browser the secret is found letter by letter
/// (BREACH). Those requests come from the attacker's page: a request that carries what a browser adds by itself, a
/// cookie or a password, and that the browser does not call same-origin (`Sec-Fetch-Site`), is answered uncompressed.
public struct ResponseCompression: Middleware {
    /// Up to this size a body is compressed at once; a larger one in pieces, between which others have their turn.
    private static let atOnceBytes = 64 * 1024

    private let level: Int
    private let minimumBytes: Int
    private let types: CompressibleTypes
    private let isExcluded: @Sendable (Request) -> Bool

    /// Makes the middleware.
    ///
    /// - Parameters:
    ///   - level: From 1 (fast) to 9 (small).
    ///   - minimumBytes: The smallest body that is compressed, if its length is known: a smaller one fits into one
    ///     packet anyway.
    ///   - types: The media types that are compressed.
    ///   - isExcluded: Whether responses to a request are left as they are.
    public init(
        level: Int = 5,
        minimumBytes: Int = 1024,
        types: CompressibleTypes = .standard,
        excluding isExcluded: @escaping @Sendable (Request) -> Bool = { _ in false }
    ) {
        self.level = min(max(level, 1), 9)
        self.minimumBytes = minimumBytes
        self.types = types
        self.isExcluded = isExcluded
    }

    /// Compresses the response of `next`.
    public func respond(to request: Request, next: Next) async throws -> Response {
        var response = await next(request)
        guard !isExcluded(request) else { return response }
        if response.status == .notModified {
            weakenTag(of: &response, asIn: request)
            return response
        }
        guard isCompressible(response) else { return response }
        response.vary(by: .acceptEncoding)
        guard request.isSafeToCompress,
            let coding = request.acceptedEncodings.best(of: ["gzip", "deflate", "identity"]),
            let format: CompressionFormat = coding == "gzip" ? .gzip : coding == "deflate" ? .zlib : nil
        else { return response }
        if request.method == .head {
            // The body is not sent; the header is that of GET.
            response.body = .stream(contentType: response.body.contentType) { _ in }
        } else if let body = try compressed(response.body, format) {
            response.body = body
        } else {
            return response
        }
        response.headers[.contentEncoding] = coding
        response.headers[.acceptRanges] = nil
        if let tag = response.headers[.eTag].flatMap({ EntityTag(parsing: $0) }) {
            response.headers[.eTag] = EntityTag(tag.opaque, isWeak: true).description
        }
        return response
    }

    private func isCompressible(_ response: Response) -> Bool {
        guard response.status.code >= 200, response.status != .noContent, response.status != .partialContent,
            response.body.length.map({ $0 >= minimumBytes }) ?? true,
            types.contains(response.headers[.contentType] ?? response.body.contentType)
        else { return false }
        let headers = response.headers
        return headers.isEmpty
            || !(headers.contains(.contentEncoding) || headers.contains(.contentRange)
                || headers.contains(.contentDigest) || headers.containsNoTransform)
    }

    /// The body, compressed; nil when that would not make it smaller.
    private func compressed(_ body: ResponseBody, _ format: CompressionFormat) throws -> ResponseBody? {
        if let bytes = body.complete {
            guard bytes.readableBytes > Self.atOnceBytes else {
                let compressed = try DeflaterPool.shared.compress(bytes, format, level: level)
                guard compressed.readableBytes < bytes.readableBytes else { return nil }
                return .buffer(compressed, contentType: body.contentType)
            }
        }
        let compression = StreamCompression(format: format, level: level)
        return .stream(contentType: body.contentType) { try await compression.write(body, to: $0) }
    }

    /// A client that was sent a weak tag gets a weak one back.
    private func weakenTag(of response: inout Response, asIn request: Request) {
        guard let tag = response.headers[.eTag], !tag.hasPrefix("W/"),
            request.headers[.ifNoneMatch]?.contains("W/" + tag) == true
        else { return }
        response.headers[.eTag] = "W/" + tag
    }
}

extension Request {
    /// Whether nobody but the user can have made the browser send this with its credentials.
    fileprivate var isSafeToCompress: Bool {
        let hasCredentials =
            headers.contains(.cookie) || headers[.authorization]?.lowercased().hasPrefix("basic") == true
        guard hasCredentials else { return true }
        switch headers[.secFetchSite] {
        case "same-origin", "none": return true
        default: return false
        }
    }
}

extension HeaderFields {
    fileprivate var containsNoTransform: Bool {
        self[.cacheControl]?.lowercased().contains("no-transform") == true
    }
}

extension HTTPField.Name {
    fileprivate static let contentDigest = HTTPField.Name("Content-Digest") ?? .contentEncoding
}
