import Apus
import ApusCookies
import HTTPTypes
import NIOCore

// The snippets of Documentation/Forms.md.

struct Address: Decodable {
    var city: String
}

struct Registration: Decodable, Validatable {
    var name: String  // name=Tove+Jansson
    var age: Int?  // age=, or not at all
    var interests: [String]  // interests=art&interests=sea, or interests[]=art
    var address: Address  // address[city]=Helsinki
    var wantsNews: Bool  // wantsNews=on; a box that is not checked is not sent

    func validate(_ check: inout Validation) {
        check.notBlank(name, at: "name")
        check.range(of: age, in: 18..., at: "age")
    }
}

struct Search: Decodable {
    var text: String?
    var tags: [String]
    var page: Int?
}

extension Cookie {
    static let theme = Cookie("theme", maxAge: .seconds(365 * 86_400))
    static let visitor = Cookie("visitor", maxAge: .seconds(30 * 86_400), sameSite: .strict)
}

private func store(_ piece: ByteBuffer, as filename: String) async throws {}

func forms(secret: String, formerSecrets: [String]) throws -> Responder {
    let router = Router()
    router.post("/registrations") { request in
        let registration = try await request.decodeForm(Registration.self)
        return "Welcome, \(registration.name)"
    }
    router.get("/books") { request in
        let search = try request.query.decode(Search.self)
        return "\(search.tags.count) tags"
    }
    router.post("/photos") { request in
        var names: [String] = []
        for try await part in try request.multipart(limits: MultipartLimits(parts: 20, partBytes: 5 << 20)) {
            guard let filename = part.filename else {
                names.append(try await part.body.text(upTo: 200))
                continue
            }
            for try await piece in part.body { try await store(piece, as: filename) }
            names.append(filename)
        }
        return names
    }
    router.post("/theme/{name}") { request in
        var response = Response(status: .noContent)
        try response.setCookie(.theme, to: try request.parameter("name"))
        return response
    }
    router.get("/theme") { request in request.cookies[.theme] ?? "light" }
    router.delete("/theme") { _ in
        var response = Response(status: .noContent)
        try response.removeCookie(.theme)
        return response
    }
    let keys = try CookieKeys(secret, previous: formerSecrets)
    router.post("/visits") { request in
        let visits = Int(try request.signedCookie(.visitor, with: keys) ?? "0") ?? 0
        var response = Response("\(visits + 1)")
        try response.setSignedCookie(.visitor, to: "\(visits + 1)", with: keys)
        return response
    }
    return try router.compile()
}
