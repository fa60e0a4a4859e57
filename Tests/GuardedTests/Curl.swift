import Foundation

/// What the program `curl` got.
struct CurlAnswer {
    let status: Int
    let headers: [String: String]
    let body: String

    /// Sends a request over a real socket.
    ///
    /// - Parameters:
    ///   - arguments: Further arguments of `curl`.
    ///   - input: The body, if the arguments read one from the standard input.
    static func get(_ url: String, _ arguments: String..., input: Data = Data()) async throws -> CurlAnswer {
        let folder = FileManager.default.temporaryDirectory.appending(path: "apus-curl-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (head, body) = (folder.appending(path: "head"), folder.appending(path: "body"))
        try input.write(to: folder.appending(path: "input"))
        try Data().write(to: body)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            [
                "curl", "--silent", "--noproxy", "*", "--max-time", "60", "--path-as-is", "--dump-header", head.path,
                "--output", body.path,
            ]
            + arguments + [url]
        process.standardInput = try FileHandle(forReadingFrom: folder.appending(path: "input"))
        let status = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        guard status == 0 else { throw Failure(status: status) }
        return CurlAnswer(
            head: String(decoding: try Data(contentsOf: head), as: UTF8.self),
            body: String(decoding: try Data(contentsOf: body), as: UTF8.self)
        )
    }

    struct Failure: Error {
        let status: Int32
    }

    private init(head: String, body: String) {
        let lines = head.split(separator: "\r\n")
        status = lines.first.flatMap { Int($0.split(separator: " ")[1]) } ?? 0
        headers = lines.dropFirst().reduce(into: [:]) { headers, line in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return }
            headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        self.body = body
    }
}
