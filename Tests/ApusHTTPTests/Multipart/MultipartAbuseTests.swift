import ApusHTTP
import HTTPTypes
import NIOCore
import SeededRandom
import Testing

@Suite("Forms with files that mean harm")
struct MultipartAbuseTests {
    private func part(_ header: String, _ content: String = "1") -> String {
        "--xyz\r\n\(header)\r\n\r\n\(content)\r\n--xyz--\r\n"
    }

    @Test(
        "What is not a form exactly is refused",
        arguments: [
            "", "--xyz", "--xyz\r\n", "--xy--", "xyz--", "--xyz-", "--xyz-\r\n", "--xyzz--", "--xyz\n", "--xyz\rx",
            "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1",
            "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--xyz",
            "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--xyz-",
            "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--xyz \r",
            "--xyz\nContent-Disposition: form-data; name=\"a\"\n\n1\n--xyz--\n",
            "--xyz\r\n\r\nno header\r\n--xyz--",
        ]
    )
    func structure(text: String) async throws {
        #expect(try await FormReading.problem(text) == "400 malformed_multipart")
    }

    @Test(
        "A header that others could read otherwise is refused",
        arguments: [
            "Content-Type: text/plain", "Content-Disposition: form-data", "Content-Disposition: attachment; name=\"a\"",
            "Content-Disposition: form-data; name=\"a\"; name=\"b\"", "Content-Disposition: form-data; name=\"a",
            "Content-Disposition: form-data; name=\"a\" filename=\"b\"", "Content-Disposition: form-data; name=",
            "Content-Disposition: form-data; name=\"a\"; filename=\"b\"; filename*=UTF-8''c",
            "Content-Disposition: form-data; name=\"a\"; FILENAME=\"b\"; filename=\"c\"",
            "Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"",
            "Content-Disposition: form-data;\r\n name=\"a\"",
            "Content-Disposition: form-data; name=\"a\"\r\n folded: x",
            "Content-Disposition : form-data; name=\"a\"", "Content-Disposition: form-data; name=\"a\u{0}\"",
            "Content-Disposition: form-data; name=\"a\"\nX: y", "Content-Disposition: form-data; name=\"a\"\rX: y",
            ": x\r\nContent-Disposition: form-data; name=\"a\"",
            "no colon\r\nContent-Disposition: form-data; name=\"a\"",
            "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64",
            "Content-Disposition: form-data; name=\"a\"\r\nContent-Type: a/b\r\nContent-Type: c/d",
        ]
    )
    func headers(header: String) async throws {
        #expect(try await FormReading.problem(part(header)) == "400 malformed_multipart")
    }

    @Test("A header that is not UTF-8 is refused")
    func encoding() async throws {
        let bytes = Array("--xyz\r\nContent-Disposition: form-data; name=\"".utf8) + [0xFF] + Array("\"\r\n\r\n".utf8)
        let request = FormReading.request(RequestBody(ByteBuffer(bytes: bytes)))
        await #expect(throws: Problem.self) { _ = try await FormReading.parts(request) }
    }

    @Test("A damaged form is understood, or refused, in the same way in any pieces")
    func damaged() async throws {
        func outcome(_ pieces: [[UInt8]]) async throws -> [String] {
            do {
                return try await FormReading.parts(FormReading.request(RequestBody(PieceBody(pieces))))
            } catch let problem as Problem {
                return [problem.code]
            }
        }
        var generator = SeededGenerator(seed: 2046)
        let signs = Array("\r\n-:;=\" \txyz\\%a\u{0}".utf8) + [0xFF]
        for _ in 0..<500 {
            var bytes = Array(MultipartTests.form.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[index] = signs.randomElement(using: &generator) ?? 0
                case 1: bytes.remove(at: index)
                default: bytes.insert(signs.randomElement(using: &generator) ?? 0, at: index)
                }
            }
            let whole = try await outcome([bytes])
            let split = Int.random(in: 0...bytes.count, using: &generator)
            #expect(try await outcome([Array(bytes[..<split]), Array(bytes[split...])]) == whole)
            #expect(try await outcome(bytes.map { [$0] }) == whole)
        }
    }

    @Test(
        "A boundary that is missing, doubled or not possible is refused",
        arguments: [
            "multipart/form-data", "multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=\"a \"",
            "multipart/form-data; boundary=a; boundary=b", "multipart/form-data; boundary=\"a\\\\b\"",
            "multipart/form-data; boundary=\"ä\"", "multipart/form-data; boundary=" + String(repeating: "x", count: 71),
        ]
    )
    func boundaries(type: String) throws {
        let request = Request(method: .post, headers: [.contentType: type], body: RequestBody("--a--"))
        let error = #expect(throws: Problem.self) { _ = try request.multipart() }
        #expect(error?.status == .badRequest)
    }

    @Test("Other media types are refused", arguments: ["multipart/mixed; boundary=xyz", "text/plain", ""])
    func mediaTypes(type: String) throws {
        let error = #expect(throws: Problem.self) { _ = try Request(headers: [.contentType: type]).multipart() }
        #expect(error?.status == .unsupportedMediaType)
    }

    @Test("Of a million parts no more are read than the limit", .timeLimit(.minutes(5)))
    func millionParts() async throws {
        let piece = ByteBuffer(string: "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n")
        let body = PieceBody { $0 < 1_000_000 ? piece : nil }
        var count = 0
        let error = await #expect(throws: Problem.self) {
            for try await _ in try FormReading.request(RequestBody(body)).multipart() { count += 1 }
        }
        #expect(count == 1000)
        #expect(error?.code == "too_many_parts")
        #expect(error?.status == .contentTooLarge)
        #expect(body.pulled <= 1002)
    }

    @Test("Parts, headers, contents and the whole have limits")
    func limits() async throws {
        let form = MultipartTests.form
        func problem(_ limits: MultipartLimits) async throws -> String {
            try await FormReading.problem(form, limits: limits)
        }
        #expect(try await problem(MultipartLimits(parts: 3)).hasPrefix("read"))
        #expect(try await problem(MultipartLimits(parts: 2)) == "413 too_many_parts")
        #expect(try await problem(MultipartLimits(headerBytes: 93)).hasPrefix("read"))
        #expect(try await problem(MultipartLimits(headerBytes: 92)) == "413 part_header_too_large")
        #expect(try await problem(MultipartLimits(partBytes: 21)).hasPrefix("read"))
        #expect(try await problem(MultipartLimits(partBytes: 20)) == "413 part_too_large")
        #expect(try await problem(MultipartLimits(totalBytes: form.utf8.count)).hasPrefix("read"))
        #expect(try await problem(MultipartLimits(totalBytes: form.utf8.count - 1)) == "413 content_too_large")
    }

    @Test("A header, spaces, a preamble or an epilogue without an end fill no memory", .timeLimit(.minutes(5)))
    func endless() async throws {
        let beginnings = [
            ("--xyz\r\nX: ", "x"), ("--xyz", " "), ("", "p"), ("--xyz--", "e"),
            ("--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\n", "\r\n--xy"),
        ]
        for (beginning, filler) in beginnings {
            let piece = ByteBuffer(string: String(repeating: filler, count: 10_000 / filler.utf8.count))
            let body = PieceBody { $0 == 0 ? ByteBuffer(string: beginning) : piece }
            let limits = MultipartLimits(partBytes: 100_000, totalBytes: 200_000)
            await #expect(throws: Problem.self) {
                _ = try await FormReading.parts(FormReading.request(RequestBody(body)), limits: limits)
            }
            #expect(body.pulled <= 23)
        }
    }

    @Test("A problem is told again to whoever goes on reading")
    func afterFailure() async throws {
        var iterator = try FormReading.request(RequestBody("--xyz\r\nbad\r\n\r\n")).multipart().makeAsyncIterator()
        for _ in 0..<3 { await #expect(throws: Problem.self) { _ = try await iterator.next() } }
    }

    @Test(
        "A file's name is safe within a folder",
        arguments: [
            ("sea.jpg", "sea.jpg"), ("../../etc/passwd", "passwd"), (#"C:\Users\me\sea.jpg"#, "sea.jpg"),
            ("..", "file"),
            (".", "file"), ("/", "file"), (".htaccess", "htaccess"), ("...a", "a"), ("a\u{0}b", "ab"),
            ("a\u{202E}gpj.exe", "agpj.exe"), ("CON", "_CON"), ("nul.txt", "_nul.txt"), ("lpt1", "_lpt1"),
            ("a<b>:\"c|?*.txt", "a_b___c___.txt"), (" a . ", "a"), ("ä ö.txt", "ä ö.txt"), ("a\nb", "ab"),
            ("..\\..", "file"), ("~", "~"), ("a/..", "file"),
        ]
    )
    func filenames(sent: String, safe: String) async throws {
        let quoted = sent.replacing("\"", with: "\\\"")
        guard !quoted.unicodeScalars.contains(where: { $0 == "\u{0}" || $0 == "\n" }) else { return }
        let form = part("Content-Disposition: form-data; name=\"a\"; filename=\"\(quoted)\"")
        var iterator = try FormReading.request(RequestBody(form)).multipart().makeAsyncIterator()
        let file = try #require(try await iterator.next())
        #expect(file.sentFilename == sent)
        #expect(file.filename == safe)
    }

    @Test("A name that is too long keeps its extension")
    func longFilename() async throws {
        let form = part(
            "Content-Disposition: form-data; name=a; filename=\"\(String(repeating: "ä", count: 300)).jpeg\""
        )
        var iterator = try FormReading.request(RequestBody(form)).multipart().makeAsyncIterator()
        let name = try #require(try await iterator.next()?.filename)
        #expect(name == String(repeating: "ä", count: 125) + ".jpeg")
    }
}
