import Apus
import ApusTesting
import Foundation
import Testing

@testable import Atlas

@Suite("Importing the atlas")
struct ImportTests {
    @Test("There are as many rows as the source files hold", arguments: TestDatabase.allCases)
    func counts(on kind: TestDatabase) async throws {
        try await kind.withDatabase { db in
            try await SeededAtlas.fill(db)
            try await expectSourceCounts(db)
        }
    }

    @Test("A second import changes nothing", arguments: TestDatabase.allCases)
    func repeated(on kind: TestDatabase) async throws {
        try await kind.withDatabase { db in
            try await SeededAtlas.fill(db)
            let before = try await db.find(Country.self, "FI")
            try await SeededAtlas.fill(db)
            try await expectSourceCounts(db)
            let after = try await db.find(Country.self, "FI")
            #expect(after.name == before.name)
        }
    }

    @Test(
        "A new import brings changed rows up to date and removes those that are gone",
        arguments: TestDatabase.allCases
    )
    func updated(on kind: TestDatabase) async throws {
        try await kind.withDatabase { db in
            try await SeededAtlas.fill(db)
            try await db.execute("update currency set name = 'Mark' where code = 'EUR'")
            try await db.execute(
                "insert into currency (code, numeric, name, search_text) values ('FIM', '246', 'Markka', 'markka')"
            )
            try await SeededAtlas.fill(db)
            #expect(try await db.find(Currency.self, "EUR").name == "Euro")
            try await expectSourceCounts(db)
        }
    }

    @Test("A missing file is named, and nothing changes", arguments: TestDatabase.allCases)
    func missing(on kind: TestDatabase) async throws {
        try await withCopy { files in
            let path = "\(files.isoCodes)/iso_4217.json"
            try FileManager.default.removeItem(atPath: path)
            try await expectFailure(
                on: kind,
                files,
                "\(path): cannot be read; install the Debian package iso-codes"
            )
        }
    }

    @Test("A damaged file is named, and nothing changes", arguments: TestDatabase.allCases)
    func damaged(on kind: TestDatabase) async throws {
        try await withCopy { files in
            let path = "\(files.zoneinfo)/zone1970.tab"
            try "# zones\nFI\t+6010+02458\tEurope/Helsinki\nSE\t+5920\tEurope/Stockholm\n"
                .write(toFile: path, atomically: true, encoding: .utf8)
            try await expectFailure(on: kind, files, "\(path): is damaged in line 3")
        }
    }

    @Test("A truncated file is refused", arguments: TestDatabase.allCases)
    func truncated(on kind: TestDatabase) async throws {
        try await withCopy { files in
            let path = "\(files.isoCodes)/iso_3166-1.json"
            let whole = try Data(contentsOf: URL(filePath: path))
            try whole.prefix(1000).write(to: URL(filePath: path))
            try await expectFailure(on: kind, files, startingWith: "\(path): is damaged: ")
        }
    }

    @Test("A subdivision whose parents go round in a circle is refused")
    func circle() async throws {
        try await withCopy { files in
            let path = "\(files.isoCodes)/iso_3166-2.json"
            let document = """
                {"3166-2": [{"code": "FI-1", "name": "A", "type": "T", "parent": "FI-2"},
                            {"code": "FI-2", "name": "B", "type": "T", "parent": "FI-1"}]}
                """
            try document.write(toFile: path, atomically: true, encoding: .utf8)
            #expect(throws: SourceError.self) { try AtlasData(files) }
        }
    }

    @Test(
        "Coordinates are read exactly",
        arguments: [
            ("+6010+02458", 216_600, 89_880), ("-0022-09010", -1320, -324_600), ("+513030-0000731", 185_430, -451),
        ]
    )
    func coordinates(text: String, latitudeSeconds: Int, longitudeSeconds: Int) throws {
        let coordinates = try #require(Coordinates(iso6709: text[...]))
        #expect(coordinates.latitude == Double(latitudeSeconds) / 3600)
        #expect(coordinates.longitude == Double(longitudeSeconds) / 3600)
    }

    @Test(
        "Bad coordinates are refused",
        arguments: [
            "", "+", "+6010", "+601+02458", "+6060+02458", "+9001+00000", "6010+02458", "+6010+18001", "+60x0+02458",
        ]
    )
    func badCoordinates(text: String) {
        #expect(Coordinates(iso6709: text[...]) == nil)
    }

    // MARK: -

    /// Counts what the files hold with another JSON parser than the one under test.
    private func expectSourceCounts(_ db: Database) async throws {
        func count(_ standard: String) throws -> Int {
            let data = try Data(contentsOf: URL(filePath: "/usr/share/iso-codes/json/iso_\(standard).json"))
            let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: [Any]])
            return try #require(document[standard]).count
        }
        let zones = try String(contentsOfFile: "/usr/share/zoneinfo/zone1970.tab", encoding: .utf8)
            .split(separator: "\n").filter { !$0.hasPrefix("#") }
        let zoneCountries = zones.reduce(0) { $0 + $1.prefix { $0 != "\t" }.split(separator: ",").count }
        #expect(try await db.count(Country.all) == count("3166-1"))
        #expect(try await db.count(Subdivision.all) == count("3166-2"))
        #expect(try await db.count(Language.all) == count("639-3"))
        #expect(try await db.count(Currency.all) == count("4217"))
        #expect(try await db.count(Script.all) == count("15924"))
        #expect(try await db.count(Zone.all) == zones.count)
        #expect(try await db.count(CountryZone.all) == zoneCountries)
    }

    private func expectFailure(
        on kind: TestDatabase,
        _ files: SourceFiles,
        _ message: String? = nil,
        startingWith prefix: String = ""
    ) async throws {
        try await kind.withDatabase { db in
            try await SeededAtlas.fill(db)
            let error = await #expect(throws: SourceError.self) { try await SeededAtlas.fill(db, from: files) }
            if let message { #expect(error?.description == message) }
            #expect(error?.description.hasPrefix(prefix) == true)
            try await expectSourceCounts(db)
        }
    }

    /// Runs `body` with a copy of the source files that it may damage.
    private func withCopy(_ body: (SourceFiles) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "atlas-source-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let installed = SourceFiles.installed
        for standard in ["3166-1", "3166-2", "639-3", "4217", "15924"] {
            let name = "iso_\(standard).json"
            try FileManager.default.copyItem(
                atPath: "\(installed.isoCodes)/\(name)",
                toPath: "\(folder.path())/\(name)"
            )
        }
        try FileManager.default.copyItem(
            atPath: "\(installed.zoneinfo)/zone1970.tab",
            toPath: "\(folder.path())/zone1970.tab"
        )
        try await body(SourceFiles(isoCodes: folder.path(), zoneinfo: folder.path()))
    }
}
