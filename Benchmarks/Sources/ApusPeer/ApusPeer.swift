import ApusHTTP
import ApusModel
import ApusSQLite
import ApusServer
import Logging

/// The benchmark's routes on Apus.
///
/// Usage: `ApusPeer PORT DATABASE_FILE`.
@main
struct ApusPeer {
    static func main() async throws {
        guard CommandLine.arguments.count == 3, let port = Int(CommandLine.arguments[1]) else {
            throw UsageError()
        }
        let db = Database(try await SQLiteDriver(.file(CommandLine.arguments[2])))

        let router = Router()
        router.get("/plaintext") { _ in
            "Hello, World!"
        }
        router.get("/hello/{name}") { request in
            "Hello, \(try request.parameter("name"))!"
        }
        router.get("/countries") { _ in
            try await db.all(Country.order { $0.name.ascending }.limit(100))
        }
        router.get("/countries/{code}") { request in
            try await db.find(Country.self, request.parameter("code"))
        }

        var logger = Logger(label: "apus")
        logger.logLevel = .error
        try await Server(router, configuration: .init(port: port), logger: logger).run()
    }
}

struct UsageError: Error, CustomStringConvertible {
    var description: String { "usage: ApusPeer PORT DATABASE_FILE" }
}
