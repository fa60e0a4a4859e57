import ApusHTTP
import HTTPTypes
import NIOCore

/// Reads forms, and writes what was in them as text.
enum FormReading {
    static func request(_ body: RequestBody, boundary: String = "xyz") -> Request {
        Request(method: .post, headers: [.contentType: "multipart/form-data; boundary=\(boundary)"], body: body)
    }

    /// `name=content` or `name(filename)=content` of each part.
    static func parts(_ request: Request, limits: MultipartLimits = .standard) async throws -> [String] {
        var parts: [String] = []
        for try await part in try request.multipart(limits: limits) {
            let content = try await part.body.collect(upTo: 1 << 20)
            parts.append("\(part.name)\(part.sentFilename.map { "(\($0))" } ?? "")=\(String(buffer: content))")
        }
        return parts
    }

    static func parts(_ text: String, limits: MultipartLimits = .standard) async throws -> [String] {
        try await parts(request(RequestBody(text)), limits: limits)
    }

    /// The code of the problem that reading has.
    static func problem(_ text: String, limits: MultipartLimits = .standard) async throws -> String {
        do {
            return "read: \(try await parts(text, limits: limits))"
        } catch let problem as Problem {
            return "\(problem.status.code) \(problem.code)"
        }
    }
}
