import ApusPostgres
import ApusSQL
import ApusSQLite
import FoundationEssentials

/// Where an application's database is, as `DATABASE_URL` says it.
enum DatabaseURL {
    case postgres(PostgresConfiguration)
    case sqlite(SQLiteConfiguration, path: String? = nil)

    init(_ text: String) throws {
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            self = .postgres(try PostgresConfiguration(url: text))
        } else if text == "sqlite::memory:" {
            self = .sqlite(.memory)
        } else if text.hasPrefix("sqlite:") {
            let path = text.dropFirst("sqlite:".count)
            // sqlite:///var/lib/x.sqlite and sqlite:/var/lib/x.sqlite both mean the absolute path.
            let file = String(path.hasPrefix("///") ? path.dropFirst(2) : path)
            self = .sqlite(.file(file), path: file)
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
        case .sqlite(let configuration, _): try await SQLiteDriver(configuration)
        }
    }

    var dialect: any Dialect {
        switch self {
        case .postgres: PostgresDialect()
        case .sqlite: SQLiteDialect()
        }
    }

    /// Whether it is a file that does not exist yet.
    var isMissingFile: Bool {
        guard case .sqlite(_, let path?) = self else { return false }
        return !FileManager.default.fileExists(atPath: path)
    }
}
