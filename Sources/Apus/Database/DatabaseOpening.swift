import ApusSQL
import ApusSQLite
import FoundationEssentials

/// What becomes of an application's database while a command runs.
enum DatabaseOpening: Sendable {
    /// It is opened, and made if it is a file that does not exist.
    case open
    /// It is opened to be looked at: a file that does not exist is not made, but read as an empty database.
    case inspect
    /// It is not opened; statements are refused.
    case none
    /// Another one stands for it.
    case replaced(Database)

    func open(_ url: DatabaseURL) async throws -> Database {
        switch self {
        case .open: Database(try await url.openDriver())
        case .inspect: Database(try await (url.isMissingFile ? .sqlite(.memory) : url).openDriver())
        case .none: Database(UnopenedDriver(dialect: url.dialect))
        case .replaced(let database): database
        }
    }
}
