import ApusHTTP
import HTTPTypes
import NIOCore
import SeededRandom
import Testing

@Suite("Forms with files")
struct MultipartTests {
    /// A form as browsers send it.
    static let form = [
        "--xyz", #"Content-Disposition: form-data; name="title""#, "", "The sea",
        "--xyz", #"content-disposition: form-data; name="photo"; filename="s%22ea.jpg""#, "Content-Type: image/jpeg",
        "",
        "\u{0}\r\n--xy\r\n--\r\n--xyZ\r\n-", "--xyz", #"Content-Disposition: form-data; name=empty"#, "", "", "--xyz--",
        "",
    ].joined(separator: "\r\n")

    static let contents = ["title=The sea", "photo(s\"ea.jpg)=\u{0}\r\n--xy\r\n--\r\n--xyZ\r\n-", "empty="]

    @Test("Parts have names, headers and contents")
    func reading() async throws {
        var iterator = try FormReading.request(RequestBody(Self.form)).multipart().makeAsyncIterator()
        let title = try #require(try await iterator.next())
        #expect(title.name == "title")
        #expect(title.filename == nil)
        #expect(title.contentType == nil)
        #expect(String(buffer: try await title.body.collect(upTo: 7)) == "The sea")
        let photo = try #require(try await iterator.next())
        #expect(photo.sentFilename == "s\"ea.jpg")
        #expect(photo.filename == "s_ea.jpg")
        #expect(photo.contentType?.essence == "image/jpeg")
        #expect(photo.headers.count == 2)
        #expect(try await iterator.next()?.name == "empty")
        #expect(try await iterator.next() == nil)
        #expect(try await iterator.next() == nil)
    }

    @Test("It makes no difference where the body is split")
    func splitting() async throws {
        let bytes = Array(Self.form.utf8)
        for index in bytes.indices {
            let body = PieceBody([Array(bytes[..<index]), Array(bytes[index...])])
            #expect(try await FormReading.parts(FormReading.request(RequestBody(body))) == Self.contents, "at \(index)")
        }
        let single = PieceBody(bytes.map { [$0] })
        #expect(try await FormReading.parts(FormReading.request(RequestBody(single))) == Self.contents)
    }

    @Test("Any contents come back, in any pieces")
    func random() async throws {
        var generator = SeededGenerator(seed: 7578)
        // Few signs, so that much looks like a delimiter.
        let signs = ["\r", "\n", "-", "x", "y", "z", "\r\n", "--", "\r\n--xy"]
        for _ in 0..<300 {
            let contents = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                (0..<Int.random(in: 0...30, using: &generator)).map { _ in signs.randomElement(using: &generator) ?? ""
                }
                .joined()
            }
            let isPossible = contents.allSatisfy { content in
                let text = "\r\n\(content)\r\n"
                return !["\r\n--xyz\r\n", "\r\n--xyz--"].contains { text.contains($0) }
            }
            guard isPossible else { continue }
            let parts = contents.map { "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\($0)\r\n" }
            let bytes = Array((parts.joined() + "--xyz--\r\n").utf8)
            var pieces: [[UInt8]] = []
            var start = 0
            while start < bytes.count {
                let end = min(start + Int.random(in: 1...40, using: &generator), bytes.count)
                pieces.append(Array(bytes[start..<end]))
                start = end
            }
            let body = RequestBody(PieceBody(pieces))
            #expect(try await FormReading.parts(FormReading.request(body)) == contents.map { "a=\($0)" })
        }
    }

    @Test("A field for a file without one is no file")
    func noFile() async throws {
        let header =
            "Content-Disposition: form-data; name=\"a\"; filename=\"\"\r\nContent-Type: application/octet-stream"
        let form = "--xyz\r\n\(header)\r\n\r\n\r\n--xyz--\r\n"
        var iterator = try FormReading.request(RequestBody(form)).multipart().makeAsyncIterator()
        let part = try #require(try await iterator.next())
        #expect(part.filename == nil)
        #expect(part.sentFilename == "")
        #expect(try await part.body.text(upTo: 0) == "")
    }

    @Test("What stands before the first and after the last part is passed over")
    func preamble() async throws {
        let part = "--xyz \t\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--xyz--"
        #expect(try await FormReading.parts(part) == ["a=1"])
        #expect(try await FormReading.parts("Before\r\n--xy\r\n" + part + "After\r\n--xyz\r\nno part") == ["a=1"])
        #expect(try await FormReading.parts("\r\n" + part + "\r\n") == ["a=1"])
        #expect(try await FormReading.parts("--xyz--\r\n") == [])
        #expect(try await FormReading.parts("--xyz--") == [])
    }

    @Test(
        "A line that only begins as a delimiter is content",
        arguments: ["x", "\r", "\n", "-", "-x", " x", "\t-", "\rx", " \r\r\n", "- -"]
    )
    func almostDelimiters(rest: String) async throws {
        let content = "1\r\n--xyz\(rest)\r\n--xyz\(rest)2"
        let bytes = Array("--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\n\(content)\r\n--xyz--".utf8)
        for size in [1, 2, 7, bytes.count] {
            let pieces = stride(from: 0, to: bytes.count, by: size).map {
                Array(bytes[$0..<min($0 + size, bytes.count)])
            }
            let request = FormReading.request(RequestBody(PieceBody(pieces)))
            #expect(try await FormReading.parts(request) == ["a=\(content)"])
        }
    }

    @Test("A part that is not read is passed over, and cannot be read later")
    func skipping() async throws {
        var iterator = try FormReading.request(RequestBody(Self.form)).multipart().makeAsyncIterator()
        let first = try #require(try await iterator.next())
        let second = try #require(try await iterator.next())
        await #expect(throws: Problem.self) { _ = try await first.body.collect(upTo: 100) }
        #expect(try await second.body.collect(upTo: 100).readableBytes == 21)
        #expect(try await second.body.collect(upTo: 100).readableBytes == 21)
    }

    @Test("The client is read from no faster than the parts")
    func backPressure() async throws {
        let header = "--xyz\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\n"
        let piece = ByteBuffer(repeating: 0x41, count: 1000)
        let body = PieceBody { $0 == 0 ? ByteBuffer(string: header) : piece }
        var iterator = try FormReading.request(RequestBody(body)).multipart().makeAsyncIterator()
        let part = try #require(try await iterator.next())
        #expect(body.pulled == 1)
        var pieces = part.body.makeAsyncIterator()
        for count in 1...50 {
            #expect(try await pieces.next()?.readableBytes ?? 0 > 0)
            #expect(body.pulled == count + 1)
        }
    }
}
