import Foundation
import HTTPTypes
import NIOCore
import Testing

@testable import ApusHTTP

/// A folder of files to serve, in a folder with what must not be served.
struct ServedFolder: ~Copyable {
    let outside: URL
    var root: URL { outside.appending(path: "public") }

    init(_ files: [String: String] = [:]) throws {
        outside = FileManager.default.temporaryDirectory.appending(path: "apus-files-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        try write("secret", to: "../secret.txt")
        for (path, text) in files { try write(text, to: path) }
    }

    deinit {
        try? FileManager.default.removeItem(at: outside)
    }

    func write(_ text: String, to path: String, at date: Date = Date(timeIntervalSince1970: 1_000_000_000)) throws {
        let file = root.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file.path)
    }

    func link(_ path: String, to destination: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: root.appending(path: path).path,
            withDestinationPath: destination
        )
    }

    func responder(usesOpenat2: Bool = true, at prefix: String = "") throws -> Responder {
        let router = Router()
        router.use(StaticFiles(try Folder(root.path, usesOpenat2: usesOpenat2), at: prefix))
        router.get("/route") { _ in "route" }
        router.post("/a.txt") { _ in "posted" }
        return try router.compile()
    }
}

@Suite struct StaticFilesTests {
    private func get(
        _ target: String,
        from responder: Responder,
        headers: HeaderFields = [:],
        method: HTTPRequest.Method = .get
    ) async throws -> (status: Int, text: String, headers: HeaderFields, contentType: String?) {
        let response = await responder.respond(to: Request(method: method, target: target, headers: headers))
        let text = try await response.text
        return (response.status.code, text, response.headers, response.body.contentType)
    }

    @Test(arguments: [true, false])
    func filesAreServed(_ usesOpenat2: Bool) async throws {
        let folder = try ServedFolder([
            "a.txt": "text", "css/site.css": "style", "d/index.html": "page", "index.html": "home", "b c%.bin": "x",
            ".well-known/security.txt": "contact",
        ])
        let responder = try folder.responder(usesOpenat2: usesOpenat2)
        for (target, text, type) in [
            ("/a.txt", "text", "text/plain; charset=utf-8"), ("/css/site.css?v=1", "style", "text/css; charset=utf-8"),
            ("/%61.txt", "text", "text/plain; charset=utf-8"), ("/d/", "page", "text/html; charset=utf-8"),
            ("/", "home", "text/html; charset=utf-8"), ("/b%20c%25.bin", "x", "application/octet-stream"),
            ("/.well-known/security.txt", "contact", "text/plain; charset=utf-8"),
        ] {
            let answer = try await get(target, from: responder)
            #expect(answer.status == 200, "\(target)")
            #expect(answer.text == text)
            #expect(answer.contentType == type)
            #expect(answer.headers[.xContentTypeOptions] == "nosniff")
            #expect(answer.headers[.cacheControl] == "no-cache")
            #expect(answer.headers[.lastModified] == "Sun, 09 Sep 2001 01:46:40 GMT")
        }
        #expect(try await get("/route", from: responder).text == "route")
        #expect(try await get("/a.txt", from: responder, method: .post).text == "posted")
        #expect(try await get("/missing.txt", from: responder).status == 404)
        #expect(try await get("/d", from: responder).headers[.location] == "/d/")
        #expect(try await get("/d?x=1", from: responder).headers[.location] == "/d/?x=1")
        #expect(try await get("/css", from: responder).status == 404)
        #expect(try await get("/css/", from: responder).status == 404)
        #expect(try await get("/a.txt/", from: responder).status == 404)
        #expect(try await get("/a.txt/b", from: responder).status == 404)
    }

    @Test(arguments: [
        "/../secret.txt", "/%2e%2e/secret.txt", "/.%2e/secret.txt", "/%2e%2e%2fsecret.txt", "/..%2fsecret.txt",
        "/%252e%252e/secret.txt", "/%252e%252e%252fsecret.txt", "/d/../../secret.txt", "/d/%2e%2e/%2e%2e/secret.txt",
        "/..%5csecret.txt", "/..\\secret.txt", "/%2e%2e%5csecret.txt", "//../secret.txt", "/./../secret.txt",
        "/%c0%ae%c0%ae/secret.txt", "/%e0%80%ae%e0%80%ae/secret.txt", "/\u{FF0E}\u{FF0E}/secret.txt",
        "/..%00/secret.txt", "/a.txt%00", "/a.txt%00.html", "/../public/a.txt", "/d/../a.txt", "/./a.txt", "//a.txt",
        "/.env", "/%2eenv", "/.git/config", "/d/.hidden", "/d/.well-known/x", "/.well-known", "/..", "/.", "/...",
        "/....//secret.txt", "/..;/secret.txt", "/a.txt%0a", "/%", "/%zz", "/etc/passwd", "//etc/passwd",
        "/%2fetc%2fpasswd", "/file:%2f%2f%2fetc%2fpasswd",
    ])
    func noPathLeadsOut(_ target: String) async throws {
        let folder = try ServedFolder([
            "a.txt": "text", ".env": "secret", ".git/config": "secret", "d/.hidden": "secret",
        ])
        for usesOpenat2 in [true, false] {
            let answer = try await get(target, from: folder.responder(usesOpenat2: usesOpenat2))
            #expect([400, 404].contains(answer.status))
            #expect(!answer.text.contains("secret"))
            let below = try await get("/files" + target, from: folder.responder(usesOpenat2: usesOpenat2, at: "/files"))
            #expect([400, 404].contains(below.status))
        }
    }

    /// Thousands of paths put together from what attackers use, the same in every run.
    @Test func noMixtureOfTricksLeadsOut() async throws {
        let folder = try ServedFolder(["a.txt": "text", "d/a.txt": "text", "d/.hidden": "secret"])
        try folder.link("up", to: "..")
        let responders = try [folder.responder(), folder.responder(usesOpenat2: false)]
        let parts = [
            "/", "/", "/", "..", ".", "%2e", "%2E", "%2f", "%5c", "\\", "%252e", "%00", "%c0%ae", "d", "up", "a.txt",
            "secret.txt", ".hidden", "public", ";", "?", "#", "%", "~", "*",
        ]
        var state: UInt64 = 42
        for _ in 0..<5_000 {
            var target = "/"
            for _ in 0..<8 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                target += parts[Int(state >> 33) % parts.count]
            }
            for responder in responders {
                let answer = try await get(target, from: responder)
                #expect(!answer.text.contains("secret"), "\(target)")
            }
        }
    }

    @Test func noSymbolicLinkLeadsOut() async throws {
        let folder = try ServedFolder(["d/a.txt": "text"])
        try folder.link("file.txt", to: "../secret.txt")
        try folder.link("absolute.txt", to: folder.outside.appending(path: "secret.txt").path)
        try folder.link("up", to: "..")
        try folder.link("root", to: "/")
        try folder.link("loop", to: "loop")
        try folder.link("d/up.txt", to: "../../secret.txt")
        try folder.link("proc", to: "/proc/self/cwd")
        for usesOpenat2 in [true, false] {
            let responder = try folder.responder(usesOpenat2: usesOpenat2)
            for target in [
                "/file.txt", "/absolute.txt", "/up/secret.txt", "/root/etc/passwd", "/loop", "/d/up.txt", "/up",
                "/proc/Package.swift", "/root/",
            ] {
                #expect(try await get(target, from: responder).status == 404, "\(target)")
            }
        }
    }

    @Test func aLinkThatStaysInsideIsFollowedWhereTheSystemCanTell() async throws {
        let folder = try ServedFolder(["v2/a.txt": "two"])
        try folder.link("current", to: "v2")
        #expect(try await get("/current/a.txt", from: folder.responder(usesOpenat2: false)).status == 404)
        let answer = try await get("/current/a.txt", from: folder.responder())
        #expect([200, 404].contains(answer.status))  // 404 where a sandbox forbids `openat2`
    }

    @Test func whatIsNoFileIsNotServed() async throws {
        let folder = try ServedFolder()
        #expect(mkfifo(folder.root.appending(path: "pipe").path, 0o600) == 0)
        for usesOpenat2 in [true, false] {
            #expect(try await get("/pipe", from: folder.responder(usesOpenat2: usesOpenat2)).status == 404)
        }
    }

    @Test func aRedirectStaysHere() async throws {
        let folder = try ServedFolder(["evil.example/index.html": "page"])
        let responder = try folder.responder()
        #expect(try await get("//evil.example", from: responder).status == 404)
        #expect(try await get("/%5Cevil.example", from: responder).status == 404)
        #expect(try await get("/evil.example", from: responder).headers[.location] == "/evil.example/")
    }

    @Test func conditionsAndRangesWork() async throws {
        let folder = try ServedFolder(["a.txt": "0123456789"])
        let responder = try folder.responder()
        let whole = try await get("/a.txt", from: responder)
        let tag = try #require(whole.headers[.eTag])
        #expect(tag == #""gjdgxs.0.a""#)
        #expect(try await get("/a.txt", from: responder, headers: [.ifNoneMatch: tag]).status == 304)
        let date: HeaderFields = [.ifModifiedSince: "Sun, 09 Sep 2001 01:46:40 GMT"]
        #expect(try await get("/a.txt", from: responder, headers: date).status == 304)
        #expect(try await get("/a.txt", from: responder, headers: [.ifMatch: #""other""#]).status == 412)
        let part = try await get("/a.txt", from: responder, headers: [.range: "bytes=2-4", .ifRange: tag])
        #expect(part.status == 206)
        #expect(part.text == "234")
        #expect(part.headers[.contentRange] == "bytes 2-4/10")
        let beyond = try await get("/a.txt", from: responder, headers: [.range: "bytes=10-"])
        #expect(beyond.status == 416)
        let parts = try await get("/a.txt", from: responder, headers: [.range: "bytes=0-1, 8-9"])
        #expect(parts.status == 206)
        #expect(parts.text.contains("\r\n\r\n01\r\n") && parts.text.contains("\r\n\r\n89\r\n"))
        let head = try await get("/a.txt", from: responder, method: .head)
        #expect(head.headers[.eTag] == tag)
        try folder.write("changed", to: "a.txt", at: Date(timeIntervalSince1970: 1_000_000_001))
        #expect(try await get("/a.txt", from: responder, headers: [.ifNoneMatch: tag]).text == "changed")
    }

    @Test(arguments: [
        ("br, gzip", "br", "brotli"), ("gzip", "gzip", "zip"), ("br;q=0.5, gzip", "gzip", "zip"), ("", nil, "plain"),
        ("identity", nil, "plain"), ("*;q=0.1, br;q=0", "gzip", "zip"),
    ])
    func aCompressedCopyIsPreferred(_ accepted: String, _ coding: String?, _ text: String) async throws {
        let folder = try ServedFolder(["a.js": "plain", "a.js.br": "brotli", "a.js.gz": "zip"])
        let answer = try await get("/a.js", from: folder.responder(), headers: [.acceptEncoding: accepted])
        #expect(answer.text == text)
        #expect(answer.headers[.contentEncoding] == coding)
        #expect(answer.headers[.vary] == "Accept-Encoding")
        #expect(answer.contentType == "text/javascript; charset=utf-8")
        #expect(answer.headers[.eTag]?.hasSuffix(coding.map { ".\($0)\"" } ?? ".5\"") == true)
    }

    @Test func anOldCompressedCopyIsNotServed() async throws {
        let folder = try ServedFolder(["a.js.gz": "old"])
        try folder.write("new", to: "a.js", at: Date(timeIntervalSince1970: 1_000_000_001))
        let answer = try await get("/a.js", from: folder.responder(), headers: [.acceptEncoding: "gzip"])
        #expect(answer.text == "new")
        #expect(!answer.headers.contains(.contentEncoding))
    }

    @Test func aLargeFileIsReadInPieces() async throws {
        let text = String((0..<150_000).lazy.map { "\($0)," }.joined().prefix(1_000_000))
        let folder = try ServedFolder(["large.txt": text])
        let answer = try await get("/large.txt", from: folder.responder())
        #expect(answer.text == text)
        let range = try await get("/large.txt", from: folder.responder(), headers: [.range: "bytes=65530-131080"])
        #expect(range.text == text.dropFirst(65_530).prefix(65_551))
    }

    @Test func aFileThatShrinksWhileItIsSentCutsTheResponse() async throws {
        let folder = try ServedFolder(["a.txt": String(repeating: "x", count: 100_000)])
        let response = await (try folder.responder()).respond(to: Request(target: "/a.txt"))
        #expect(response.body.length == 100_000)
        #expect(truncate(folder.root.appending(path: "a.txt").path, 10) == 0)
        await #expect(throws: (any Error).self) { try await response.text }
    }

    @Test func aFolderThatIsNotThereIsRefusedAtStartUp() {
        #expect(throws: MiddlewareError.self) { try StaticFiles("/no/such/folder") }
    }
}
