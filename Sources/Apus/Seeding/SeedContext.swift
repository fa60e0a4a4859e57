public import ApusSQL

/// What a seed works with.
public struct SeedContext: Sendable {
    /// The database to fill.
    public let database: Database
    /// Shows how far the seed has come.
    public let progress: ProgressReporter

    /// Makes a context; a test seeds with one of its own.
    ///
    /// - Parameters:
    ///   - database: The database to fill.
    ///   - progress: Shows how far the seed has come.
    public init(database: Database, progress: ProgressReporter) {
        self.database = database
        self.progress = progress
    }
}
