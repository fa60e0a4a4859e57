import Apus

/// Brings the tables to what the source files hold, in one transaction: new rows are added, changed ones changed, and
/// those that the files no longer have are removed.
struct AtlasImport {
    let files: SourceFiles

    init(_ files: SourceFiles) {
        self.files = files
    }

    func run(_ context: SeedContext) async throws {
        let data = try AtlasData(files)
        try await context.database.transaction { db in
            let importer = TableImport(db: db, progress: context.progress)
            try await importer.put(data.countries, "countries")
            try await importer.put(data.subdivisions, "subdivisions")
            try await importer.put(data.languages, "languages")
            try await importer.put(data.currencies, "currencies")
            try await importer.put(data.scripts, "scripts")
            try await importer.put(data.zones, "time zones")
            try await importer.put(data.countryZones, "time zones of countries")
            // What others refer to goes last.
            try await importer.removeAll(except: data.countryZones)
            try await importer.removeAll(except: data.zones)
            try await importer.removeAll(except: data.subdivisions)
            try await importer.removeAll(except: data.countries)
            try await importer.removeAll(except: data.languages)
            try await importer.removeAll(except: data.currencies)
            try await importer.removeAll(except: data.scripts)
        }
    }
}

/// Imports one table after the other.
private struct TableImport {
    let db: Database
    let progress: ProgressReporter

    /// How many rows are written between two steps of the progress bar.
    private static var batchSize: Int { 500 }

    func put<Record: Model>(_ records: [Record], _ title: String) async throws {
        progress.begin(title, total: records.count)
        for start in stride(from: 0, to: records.count, by: Self.batchSize) {
            let batch = records[start..<min(start + Self.batchSize, records.count)]
            try await db.upsert(contentsOf: Array(batch))
            progress.advance(by: batch.count)
        }
        progress.finish()
    }

    func removeAll<Record: Model>(except records: [Record]) async throws {
        let wanted = Set(records.map(\.id))
        for record in try await db.all(Record.all) where !wanted.contains(record.id) {
            try await db.delete(Record.self, record.id)
        }
    }
}
