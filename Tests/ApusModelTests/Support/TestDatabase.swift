import ApusModel
import ApusSQLite

/// The databases that a test runs on.
enum Engine: String, CaseIterable, Sendable {
    case sqlite

}
