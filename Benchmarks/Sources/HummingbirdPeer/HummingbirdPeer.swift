import GRDB
import Hummingbird
import Logging

/// The benchmark's routes on Hummingbird and GRDB, written as the guides of both recommend.
///
/// Usage: `HummingbirdPeer PORT DATABASE_FILE`.
@main
struct HummingbirdPeer {
    static func main() async throws {
        guard CommandLine.arguments.count == 3, let port = Int(CommandLine.arguments[1]) else {
            throw UsageError()
        }
        let database = try DatabasePool(path: CommandLine.arguments[2])

        let router = Router()
        router.get("plaintext") { _, _ in
            "Hello, World!"
        }
        router.get("hello/{name}") { _, context in
            let name = try context.parameters.require("name")
            return "Hello, \(name)!"
        }
        router.get("countries") { _, _ in
            try await database.read { db in
                try Country.order(Column("name")).limit(100).fetchAll(db)
            }
        }
        router.get("countries/{code}") { _, context in
            let code = try context.parameters.require("code")
            let country = try await database.read { db in
                try Country.fetchOne(db, key: code)
            }
            guard let country else { throw HTTPError(.notFound) }
            return country
        }

        var logger = Logger(label: "hummingbird")
        logger.logLevel = .error
        let app = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: port)),
            logger: logger
        )
        try await app.runService()
    }
}

struct UsageError: Error, CustomStringConvertible {
    var description: String { "usage: HummingbirdPeer PORT DATABASE_FILE" }
}
