import ApusHTTP
import HTTPTypes
import NIOCore
import SeededRandom
import Testing

@Suite("Routes of well-known APIs")
struct RouteCorpusTests {
    static let corpora = [
        "GitHub": RouteCorpus.gitHub, "Parse": RouteCorpus.parse, "Google+": RouteCorpus.googlePlus,
    ]

    private static func responder(for corpus: String) throws -> Responder {
        let router = Router()
        for (method, pattern) in corpora[corpus] ?? [] {
            router.on(HTTPRequest.Method(method) ?? .trace, pattern) { request in
                let names = pattern.split(separator: "/").filter { $0.hasPrefix("{") }.map { $0.dropFirst().dropLast() }
                let values = try names.map { "\($0)=\(try request.parameter(String($0)))" }
                return ([method, pattern] + values).joined(separator: " ")
            }
        }
        return try router.compile()
    }

    private func answer(_ responder: Responder, _ method: String, _ path: String) async throws -> String {
        let request = Request(method: HTTPRequest.Method(method) ?? .trace, target: path)
        let response = await responder.respond(to: request)
        guard response.status == .ok else { return "\(response.status.code)" }
        return String(buffer: try await response.body.collect(upTo: 1000))
    }

    @Test("The corpora are complete")
    func complete() {
        #expect(RouteCorpus.gitHub.count == 203)
        #expect(RouteCorpus.parse.count == 26)
        #expect(RouteCorpus.googlePlus.count == 13)
    }

    @Test("Every route answers its own paths with their parameters", arguments: corpora.keys)
    func ownPaths(corpus: String) async throws {
        let responder = try Self.responder(for: corpus)
        for (method, pattern) in Self.corpora[corpus] ?? [] {
            let path = pattern.replacing("{", with: "value%20of-").replacing("}", with: "")
            let values = pattern.split(separator: "/").filter { $0.hasPrefix("{") }.map { $0.dropFirst().dropLast() }
                .map { "\($0)=value of-\($0)" }
            #expect(try await answer(responder, method, path) == ([method, pattern] + values).joined(separator: " "))
        }
    }

    @Test("Random paths lead where a search through the list leads", arguments: corpora.keys)
    func differential(corpus: String) async throws {
        let routes = Self.corpora[corpus] ?? []
        let responder = try Self.responder(for: corpus)
        let words = Array(Set(routes.flatMap { $0.pattern.split(separator: "/").map(String.init) })).sorted()
        var generator = SeededGenerator(seed: 20)
        for _ in 0..<2000 {
            let base = routes.randomElement(using: &generator)?.pattern ?? ""
            var segments = base.split(separator: "/").map(String.init)
            for index in segments.indices where Int.random(in: 0..<4, using: &generator) == 0 {
                segments[index] = words.randomElement(using: &generator) ?? "x"
            }
            if Int.random(in: 0..<8, using: &generator) == 0 { segments.append("x") }
            let path = "/" + segments.map { $0.hasPrefix("{") ? "x" : $0 }.joined(separator: "/")
            let expected = Self.search(routes, for: path)
            let actual = try await answer(responder, "GET", path).split(separator: " ").prefix(2).last.map(String.init)
            #expect(actual == expected, "\(path)")
        }
    }

    /// The pattern that answers GET, or the status, by looking at every route.
    private static func search(_ routes: [(method: String, pattern: String)], for path: String) -> String {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        let matching = routes.filter { route in
            let parts = route.pattern.split(separator: "/", omittingEmptySubsequences: false)
            return parts.count == segments.count
                && zip(parts, segments).allSatisfy { $0 == $1 || $0.hasPrefix("{") && !$1.isEmpty }
        }
        let candidates = matching.filter { $0.method == "GET" }
        guard !candidates.isEmpty else { return matching.isEmpty ? "404" : "405" }
        // Text before parameters, from left to right; a brace sorts after every letter.
        return candidates.map(\.pattern).min {
            let kinds = (
                $0.split(separator: "/").map { $0.hasPrefix("{") }, $1.split(separator: "/").map { $0.hasPrefix("{") }
            )
            return zip(kinds.0, kinds.1).first { $0 != $1 }.map { !$0.0 } ?? false
        } ?? ""
    }
}
