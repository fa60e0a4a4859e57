import ApusPostgres
import ApusSQL
import ApusSQLite

/// Where an application's database is, as `DATABASE_URL` says it.
enum DatabaseURL {
    case postgres(PostgresConfiguration)
    case sqlite(SQLiteConfiguration)

    init(_ text: String) throws {
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            self = .postgres(try PostgresConfiguration(url: text))
        } else if text == "sqlite::memory:" {
            self = .sqlite(.memory)
        } else if text.hasPrefix("sqlite:") {
            let path = text.dropFirst("sqlite:".count)
            // sqlite:///var/lib/x.sqlite and sqlite:/var/lib/x.sqlite both mean the absolute path.
            self = .sqlite(.file(String(path.hasPrefix("///") ? path.dropFirst(2) : path)))
        } else {
            // The text may hold a password, so it is not repeated.
            throw DatabaseError(
                .misuse,
                message: "DATABASE_URL must begin with postgres:// or sqlite:, as in sqlite:app.sqlite"
            )
        }
    }

    func openDriver() async throws -> any DatabaseDriver {
        switch self {
        case .postgres(let configuration): try PostgresDriver(configuration)
        case .sqlite(let configuration): try await SQLiteDriver(configuration)
        }
    }
}
