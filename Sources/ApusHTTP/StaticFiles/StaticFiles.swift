import HTTPTypes

/// Serves the files of a folder.
///
/// ```swift
/// router.use(try StaticFiles("Public"))                        // GET /css/site.css → Public/css/site.css
/// router.use(
///     try StaticFiles("Build/assets", at: "/assets", cacheControl: { _ in StaticFiles.forever })
/// )
/// ```
///
/// GET and HEAD requests for files that are there are answered; all others go on to the routes. A path that ends with
/// a slash means the index of that folder, and one that names a folder with an index is redirected to it. Ranges,
/// `ETag`, `Last-Modified` and conditional requests work as RFC 9110 has them. Of a file that lies there compressed as
/// well, as `site.css.br` or `site.css.gz`, the client gets that, unless it is older than the file.
///
/// **Threat.** A path that leads out of the folder, by `..` in any encoding or through a symbolic link. Segments of a
/// path are decoded once and must be plain names, and the system opens files in a way that cannot leave the folder
/// (`openat2` with `RESOLVE_BENEATH`; without it, no symbolic link is followed at all). Names that begin with a dot are
/// not served, but for `.well-known`; neither is what is no regular file.
///
/// The event loop does not wait for the disk: what the system has in memory is read at once, the rest elsewhere.
public struct StaticFiles: Middleware {
    /// A value for `Cache-Control`: a browser asks each time whether the file has changed.
    public static let revalidate = "no-cache"

    /// A value for `Cache-Control` of files whose names change with their content.
    public static let forever = "public, max-age=31536000, immutable"

    private let folder: Folder
    private let prefix: String
    private let index: String
    private let servesPrecompressed: Bool
    private let cacheControl: @Sendable (_ path: String) -> String

    /// Makes the middleware.
    ///
    /// - Parameters:
    ///   - path: Where the folder is. It is opened now, and stays what it is when it is renamed.
    ///   - prefix: The path, without a slash at its end, below which the files are.
    ///   - index: The name of the file that stands for its folder.
    ///   - servesPrecompressed: Whether to look for `.br` and `.gz` beside a file.
    ///   - cacheControl: The value of `Cache-Control` for a file, whose path below the folder it gets.
    /// - Throws: ``MiddlewareError`` when the folder cannot be opened.
    public init(
        _ path: String,
        at prefix: String = "",
        index: String = "index.html",
        servesPrecompressed: Bool = true,
        cacheControl: @escaping @Sendable (_ path: String) -> String = { _ in StaticFiles.revalidate }
    ) throws(MiddlewareError) {
        self.init(
            try Folder(path),
            at: prefix,
            index: index,
            servesPrecompressed: servesPrecompressed,
            cacheControl: cacheControl
        )
    }

    init(
        _ folder: Folder,
        at prefix: String = "",
        index: String = "index.html",
        servesPrecompressed: Bool = true,
        cacheControl: @escaping @Sendable (_ path: String) -> String = { _ in StaticFiles.revalidate }
    ) {
        self.folder = folder
        self.prefix = prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
        self.index = index
        self.servesPrecompressed = servesPrecompressed
        self.cacheControl = cacheControl
    }

    /// Answers with a file, or passes `request` to `next` when there is none.
    public func respond(to request: Request, next: Next) async throws -> Response {
        guard request.method == .get || request.method == .head, let path = folderPath(of: request) else {
            return await next(request)
        }
        let name = path.relativePath(index: index)
        switch try await open(name) {
        case .file(let file):
            return try await response(to: request, file, name)
        case .folder:
            guard case .file = try await open("\(name)/\(index)") else { return await next(request) }
            let query = request.head.facts.query.map { "?" + request.head.string($0) } ?? ""
            return Response(status: .permanentRedirect, headers: [.location: request.path + "/" + query])
        case .missing, .wouldBlock:
            return await next(request)
        }
    }

    private func folderPath(of request: Request) -> FolderPath? {
        let path = request.path
        guard path.hasPrefix(prefix) else { return nil }
        let rest = path.dropFirst(prefix.count)
        return rest.first == "/" ? FolderPath(rest) : nil
    }

    private func open(_ path: String) async throws -> Folder.Opening {
        let opening = folder.openFile(path, cachedOnly: true)
        guard case .wouldBlock = opening else { return opening }
        return try await BlockingWork.run { [folder] in folder.openFile(path, cachedOnly: false) }
    }

    private func response(to request: Request, _ file: OpenFile, _ name: String) async throws -> Response {
        var headers: HeaderFields = [.cacheControl: cacheControl(name), .xContentTypeOptions: "nosniff"]
        let (chosen, coding, hasVariants) = try await variant(of: file, name, for: request)
        headers[.contentEncoding] = coding
        var response = try Response(
            to: request,
            length: chosen.length,
            contentType: MediaType.contentType(ofFile: name),
            validators: chosen.validators(coding: coding),
            headers: headers
        ) { range, writer in
            try await chosen.write(range, to: writer)
        }
        if hasVariants { response.vary(by: .acceptEncoding) }
        return response
    }

    /// The form of a file that the client wants most.
    private func variant(
        of file: OpenFile,
        _ name: String,
        for request: Request
    ) async throws -> (file: OpenFile, coding: String?, hasVariants: Bool) {
        guard servesPrecompressed else { return (file, nil, false) }
        var variants: [String: OpenFile] = [:]
        for (coding, suffix) in [("br", ".br"), ("gzip", ".gz")] {
            guard case .file(let variant) = try await open(name + suffix), variant.changed >= file.changed else {
                continue
            }
            variants[coding] = variant
        }
        let candidates = ["br", "gzip"].filter { variants[$0] != nil } + ["identity"]
        guard let coding = request.acceptedEncodings.best(of: candidates), let variant = variants[coding] else {
            return (file, nil, !variants.isEmpty)
        }
        return (variant, coding, true)
    }
}
