import Apus
import HTTPTypes
import NIOCore

// The snippets of Documentation/Representations.md.

private struct Article: Encodable {
    var title: String
    var version: Int
}

private func article(_ id: Int) async throws -> Article {
    Article(title: "Number \(id)", version: 1)
}

private let film = [UInt8](repeating: 0, count: 1000)

func urgency(of request: Request) throws -> Int {
    let name = HTTPField.Name("Priority") ?? .via
    let priority = try StructuredField.dictionary(request.headers[name] ?? "")
    guard case .item(let urgency)? = priority["u"], case .integer(let level) = urgency.value else { return 3 }
    return level
}

func representations() throws -> Responder {
    let router = Router()
    router.get("/report") { request in
        switch try request.negotiate(.json, .html) {
        case .html:
            var response = Response(body: .text("<h1>Report</h1>", contentType: "text/html; charset=utf-8"))
            response.vary(by: .accept)
            return response
        default:
            var response = try Response(json: ["title": "Report"])
            response.vary(by: .accept)
            return response
        }
    }
    router.get("/greetings") { request in
        ["en": "Hello", "fi": "Hei"][request.acceptedLanguages.best(of: ["en", "fi"]) ?? "en"] ?? "Hello"
    }
    router.get("/articles/{id:int}") { request in
        let article = try await article(request.parameter("id", as: Int.self))
        let validators = Validators(entityTag: EntityTag("v\(article.version)"))
        return try await request.conditional(validators) { try Response(json: article) }
    }
    router.put("/articles/{id:int}") { request in
        let article = try await article(request.parameter("id", as: Int.self))
        let validators = Validators(entityTag: EntityTag("v\(article.version)"))
        guard request.precondition(for: validators) == .satisfied else { throw Problem.preconditionFailed() }
        return NoContent()
    }
    router.get("/video") { request in
        let validators = Validators(entityTag: EntityTag("film-1"))
        return try Response(to: request, length: film.count, contentType: "video/mp4", validators: validators) {
            range,
            writer in
            try await writer.write(ByteBuffer(bytes: film[range]))
        }
    }
    return try router.compile()
}
