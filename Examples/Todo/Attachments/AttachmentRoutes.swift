import Apus
import FoundationEssentials
import HTTPTypes
import NIOCore

/// The files of an item, under the names that the visitor gives them.
struct AttachmentRoutes: Sendable {
    /// The most bytes of a file.
    private static let limit = 5 << 20

    let db: Database
    let uploads: UploadFolder

    func add(to router: some RouteBuilder) {
        router.get("/items/{id}/files", list)
        router.post("/items/{id}/files", uploadForm)
        router.put("/items/{id}/files/{name}", upload)
        router.get("/items/{id}/files/{name}", download)
    }

    @Sendable private func list(_ request: Request) async throws -> [Attachment] {
        let item = try await db.item(request)
        return try await db.all(Attachment.where { $0.item == item.id }.order { $0.name.ascending })
    }

    /// Keeps the files of a form that a browser has sent, and leads it back to the page.
    @Sendable private func uploadForm(_ request: Request) async throws -> Response {
        let item = try await db.item(request)
        let limits = MultipartLimits(parts: 20, partBytes: Self.limit)
        for try await part in try request.multipart(limits: limits) {
            guard let name = part.filename else { continue }
            _ = try await keep(part.body, as: name, of: item)
        }
        return Response(status: .seeOther, headers: [.location: "/"])
    }

    /// Keeps the body as a file; one of the same name is replaced.
    @Sendable private func upload(_ request: Request) async throws -> Attachment {
        let item = try await db.item(request)
        let name = try request.parameter("name")
        guard (1...200).contains(name.count) else { throw Problem.badRequest(detail: "The name is too long.") }
        return try await keep(request.body, as: name, of: item)
    }

    private func keep(_ body: RequestBody, as name: String, of item: Item) async throws -> Attachment {
        let content = Data(try await body.collect(upTo: Self.limit).readableBytesView)
        var attachment = try await attachment(name, of: item) ?? Attachment(item: item.id, name: name, size: 0)
        attachment.size = content.count
        try await write(content, to: try uploads.file(of: attachment.id, in: item.session))
        try await db.upsert(contentsOf: [attachment])
        return attachment
    }

    @Sendable private func download(_ request: Request) async throws -> Response {
        let item = try await db.item(request)
        guard let attachment = try await attachment(try request.parameter("name"), of: item) else {
            throw Problem.notFound
        }
        let content = try await read(try uploads.file(of: attachment.id, in: item.session))
        return Response(
            // Whatever somebody uploaded: a browser saves it, and never takes it for a page of ours.
            headers: [.contentDisposition: "attachment", .xContentTypeOptions: "nosniff", .cacheControl: "no-store"],
            body: .bytes(Array(content), contentType: "application/octet-stream")
        )
    }

    private func attachment(_ name: String, of item: Item) async throws -> Attachment? {
        try await db.first(Attachment.where { $0.item == item.id && $0.name == name })
    }

    // The disk may be slow, and an event loop must not wait for it.

    @concurrent
    private func write(_ content: Data, to file: String) async throws {
        try content.write(to: URL(filePath: file), options: .atomic)
    }

    @concurrent
    private func read(_ file: String) async throws -> Data {
        try Data(contentsOf: URL(filePath: file))
    }
}
