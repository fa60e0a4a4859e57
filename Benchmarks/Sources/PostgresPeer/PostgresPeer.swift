import ApusModel
import ApusPostgres
import Foundation

/// The benchmark's work on Apus.
///
/// Usage: `PostgresPeer URL CASE CONNECTIONS CALLERS SECONDS`.
@main
struct PostgresPeer {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 6, let work = Work(rawValue: arguments[2]), let connections = Int(arguments[3]),
            let callers = Int(arguments[4]), let seconds = Double(arguments[5])
        else { throw UsageError() }

        var configuration = try PostgresConfiguration(url: arguments[1])
        configuration.maximumConnections = connections
        let db = Database(try PostgresDriver(configuration))
        guard work != .copy else { return try await copy(on: db) }
        let load = Load(work: work, callers: callers)
        _ = try await load.run(on: db, for: .seconds(min(1, seconds)))
        let measurement = try await Measurement { try await load.run(on: db, for: .seconds(seconds)) }
        await db.close()
        try report(measurement)
    }

    private static func copy(on db: Database) async throws {
        let items = try await db.all(Item.all)
        let measurement = try await Measurement {
            try await db.copy(into: "copies", columns: Item.schema.columns.map(\.name), rows: items.lazy.map(\.values))
            return 1
        }
        await db.close()
        try report(measurement)
    }

    private static func report(_ measurement: Measurement) throws {
        print(String(decoding: try JSONEncoder().encode(measurement), as: UTF8.self))
    }
}

struct UsageError: Error, CustomStringConvertible {
    var description: String { "usage: PostgresPeer URL CASE CONNECTIONS CALLERS SECONDS" }
}
