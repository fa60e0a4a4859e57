/// The body of a 206 of several parts (RFC 9110, section 14.6).
struct MultipartRanges {
    private struct Part: Sendable {
        let head: String
        let range: Range<Int>
    }

    private static let end = "\r\n"

    private let boundary: String
    private let parts: [Part]

    init(_ ranges: [Range<Int>], of length: Int, contentType: String?) {
        // Not to be guessed, so that nobody can upload a file which contains it.
        var generator = SystemRandomNumberGenerator()
        let boundary = "apus-\(String(generator.next(), radix: 36))\(String(generator.next(), radix: 36))"
        self.boundary = boundary
        parts = ranges.enumerated().map { index, range in
            let type = contentType.map { "Content-Type: \($0)\r\n" } ?? ""
            return Part(
                head: """
                    \(index == 0 ? "" : Self.end)--\(boundary)\r
                    \(type)Content-Range: \(range.contentRange(of: length))\r
                    \r\n
                    """,
                range: range
            )
        }
    }

    func body(_ write: @escaping @Sendable (Range<Int>, BodyWriter) async throws -> Void) -> ResponseBody {
        let last = "\r\n--\(boundary)--\r\n"
        let length = parts.reduce(last.utf8.count) { $0 + $1.head.utf8.count + $1.range.count }
        return .stream(contentType: "multipart/byteranges; boundary=\(boundary)", length: length) { [parts] writer in
            for part in parts {
                try await writer.write(part.head)
                try await write(part.range, writer)
            }
            try await writer.write(last)
        }
    }
}
