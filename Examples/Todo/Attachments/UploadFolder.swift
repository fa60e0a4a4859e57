import FoundationEssentials

/// Where the content of attachments is kept: a folder for each session. Names come from us, never from a client.
struct UploadFolder: Sendable {
    private let path: String

    init(_ path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// Where the content of an attachment is; its folder is there afterwards.
    func file(of attachment: UUID, in session: UUID) throws -> String {
        let folder = folder(of: session)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return "\(folder)/\(attachment.uuidString)"
    }

    func removeAll(of session: UUID) {
        try? FileManager.default.removeItem(atPath: folder(of: session))
    }

    private func folder(of session: UUID) -> String { "\(path)/\(session.uuidString)" }
}
