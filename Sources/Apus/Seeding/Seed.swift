/// A named piece of data that the command `seed` puts into the database.
struct Seed: Sendable {
    let name: String
    let body: @Sendable (SeedContext) async throws -> Void
}
