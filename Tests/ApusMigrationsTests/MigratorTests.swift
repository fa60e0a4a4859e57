import ApusMigrations
import ApusModel
import ApusTesting
import FoundationEssentials
import Testing

@Suite("Migrations are applied all or none, once")
struct MigratorTests {
    private func error(_ body: () async throws -> Void) async -> MigrationError? {
        await #expect(throws: MigrationError.self) { try await body() }
    }

    private func states(_ migrator: Migrator) async throws -> [String] {
        try await migrator.status().map { "\($0.name) \($0.state.rawValue)" }
    }

    @Test("up, status and down", arguments: TestDatabase.allCases)
    func upAndDown(engine: TestDatabase) async throws {
        try await engine.withDatabase { (db) async throws in
            let migrator = Migrator(db, [TestMigration.second, TestMigration.first])
            #expect(try await states(migrator) == ["1-create pending", "2-fill pending"])
            #expect(try await migrator.up() == ["1-create", "2-fill"])
            #expect(try await migrator.up() == [])
            #expect(try await states(migrator) == ["1-create applied", "2-fill applied"])
            #expect(try await db.find(Country.self, "FI").name == "Finland")
            #expect(try await migrator.down() == ["2-fill"])
            #expect(try await db.count(Country.all) == 0)
            #expect(try await states(migrator) == ["1-create applied", "2-fill pending"])
            #expect(try await migrator.up() == ["2-fill"])
            #expect(try await migrator.down(steps: 5) == ["2-fill", "1-create"])
            #expect(try await migrator.down() == [])
            #expect(try await states(migrator) == ["1-create pending", "2-fill pending"])
        }
    }

    @Test("a table of every type keeps its values", arguments: TestDatabase.allCases)
    func everyType(engine: TestDatabase) async throws {
        try await engine.withDatabase { (db) async throws in
            let create = TestMigration(name: "1") { schema in
                schema.create(Country.self)
                schema.create(Place.self)
            }
            try await Migrator(db, [create]).up()
            try await db.insert(Country(code: "FI", name: "Finland", population: nil))
            let place = try await db.insert(
                Place(name: "Home", country: "FI", isOpen: true, height: 1.5, image: [0, 255], key: UUID())
            )
            let found = try await db.find(Place.self, place.id)
            #expect(found.isOpen)
            #expect(found.height == 1.5)
            #expect(found.image == [0, 255])
            #expect(found.key == place.key)
            #expect(found.createdAt == place.createdAt)
            try await db.delete(Country.self, "FI")
            #expect(try await db.count(Place.all) == 0, "deleting cascades")
        }
    }

    @Test("status writes nothing", arguments: TestDatabase.allCases)
    func statusWritesNothing(engine: TestDatabase) async throws {
        try await engine.withDatabase { (db) async throws in
            _ = try await Migrator(db, [TestMigration.first]).status()
            let error = await #expect(throws: DatabaseError.self) { try await db.rows("select * from apus_migration") }
            #expect(error?.code == .invalidStatement)
        }
    }

    @Test("status is one line each")
    func statusLine() async throws {
        try await TestDatabase.sqlite.withDatabase { (db) async throws in
            let migrator = Migrator(db, [TestMigration.first])
            #expect(try await migrator.status().map(\.description) == ["pending       1-create"])
            try await migrator.up()
            let line = try #require(try await migrator.status().first?.description)
            #expect(line.hasPrefix("applied       1-create  20"))
            #expect(line.hasSuffix("Z"))
        }
    }

    @Test("when one fails, nothing is changed", arguments: TestDatabase.allCases)
    func failure(engine: TestDatabase) async throws {
        try await engine.withDatabase { (db) async throws in
            let broken = TestMigration(name: "3-broken") { $0.run("insert into nowhere values (1)") }
            let migrator = Migrator(db, [TestMigration.first, TestMigration.second, broken])
            let failure = await error { try await migrator.up() }
            #expect(failure?.code == .failed)
            #expect(failure?.migration == "3-broken")
            #expect(failure?.message == "3-broken failed, and all that was done with it is undone")
            #expect((failure?.underlying as? DatabaseError)?.code == .invalidStatement)
            #expect(try await states(migrator) == ["1-create pending", "2-fill pending", "3-broken pending"])
            let gone = await #expect(throws: DatabaseError.self) { try await db.count(Country.all) }
            #expect(gone?.code == .invalidStatement)
            #expect(
                try await Migrator(db, [TestMigration.first, TestMigration.second]).up() == ["1-create", "2-fill"]
            )
        }
    }

    @Test("data is migrated in the same transaction, between the statements", arguments: TestDatabase.allCases)
    func data(engine: TestDatabase) async throws {
        struct Stop: Error {}
        try await engine.withDatabase { (db) async throws in
            let fill = TestMigration(name: "2-data") { schema in
                schema.data("insert Sweden") { db in
                    try await db.insert(Country(code: "SE", name: "Sweden", population: 1))
                }
                schema.run("update country set population = population + 1")
            }
            #expect(try await Migrator(db, [TestMigration.first, fill]).up() == ["1-create", "2-data"])
            #expect(try await db.find(Country.self, "SE").population == 2)
            let stop = TestMigration(name: "3-stop") { schema in
                schema.data("stop") { db in
                    try await db.delete(Country.all)
                    throw Stop()
                }
            }
            let failure = await error { try await Migrator(db, [TestMigration.first, fill, stop]).up() }
            #expect(failure?.underlying is Stop)
            #expect(try await db.count(Country.all) == 1)
        }
    }

    @Test(
        "two processes that start at once: one migrates, the other finds nothing to do",
        arguments: TestDatabase.allCases
    )
    func concurrent(engine: TestDatabase) async throws {
        try await engine.withDatabases { (first, second) async throws in
            let migrations = [TestMigration.first, TestMigration.second]
            async let one = Migrator(first, migrations).up()
            async let other = Migrator(second, migrations).up()
            let applied = try await [one, other].sorted { $0.count < $1.count }
            #expect(applied == [[], ["1-create", "2-fill"]])
            #expect(try await first.count(Country.all) == 1)
        }
    }

    @Test("an applied migration that says something else now is refused", arguments: TestDatabase.allCases)
    func edited(engine: TestDatabase) async throws {
        try await engine.withDatabase { (db) async throws in
            try await Migrator(db, [TestMigration.first, TestMigration.second]).up()
            let edited = TestMigration(name: "2-fill") {
                $0.run("insert into country (code, name) values (\("FI"), \("Suomi"))")
            }
            let migrator = Migrator(db, [TestMigration.first, edited, TestMigration(name: "3-new")])
            let refusal = await error { try await migrator.up() }
            #expect(refusal?.code == .edited)
            #expect(refusal?.migration == "2-fill")
            #expect(
                refusal?.message == """
                    2-fill was changed after it was applied to this database. Undo the change and put it into a new \
                    migration. If a model that it creates has changed, write the table there as it was then, with \
                    create(table:)
                    """
            )
            #expect(try await states(migrator) == ["1-create applied", "2-fill edited", "3-new pending"])
        }
    }

    @Test("an applied migration that is not in the program is refused")
    func missing() async throws {
        try await TestDatabase.sqlite.withDatabase { (db) async throws in
            try await Migrator(db, [TestMigration.first, TestMigration.second]).up()
            let migrator = Migrator(db, [TestMigration.first])
            let refusal = await error { try await migrator.up() }
            #expect(refusal?.code == .missing)
            #expect(
                refusal?.message == """
                    2-fill was applied to this database, but is not in the program. Put it back, or run the version of the \
                    program that has it and undo it there
                    """
            )
            #expect(await error { try await migrator.down() }?.code == .missing)
            #expect(try await states(migrator) == ["1-create applied", "2-fill missing"])
        }
    }

    @Test("a migration that comes before an applied one is refused")
    func outOfOrder() async throws {
        try await TestDatabase.sqlite.withDatabase { (db) async throws in
            try await Migrator(db, [TestMigration.first, TestMigration.second]).up()
            let late = TestMigration(name: "1-late")
            let migrator = Migrator(db, [TestMigration.first, TestMigration.second, late])
            let refusal = await error { try await migrator.up() }
            #expect(refusal?.code == .outOfOrder)
            #expect(
                refusal?.message
                    == "1-late is not applied, but 2-fill is, which comes after it. Give it a name that comes after 2-fill"
            )
            #expect(try await states(migrator) == ["1-create applied", "1-late out of order", "2-fill applied"])
        }
    }

    @Test("names must be there, and differ")
    func names() async throws {
        try await TestDatabase.sqlite.withDatabase { (db) async throws in
            let twice = await error { try await Migrator(db, [TestMigration.first, TestMigration.first]).up() }
            #expect(twice?.code == .invalidName)
            #expect(twice?.message == "two migrations have the name 1-create: give one of them another")
            let nameless = await error { _ = try await Migrator(db, [TestMigration(name: "")]).status() }
            #expect(nameless?.code == .invalidName)
            #expect(nameless?.message == "TestMigration has an empty name: give it one")
        }
    }

    @Test("a migration without a way back is not undone")
    func irreversible() async throws {
        struct OneWay: Migration {
            let name = "3-one-way"
            func up(_ schema: inout SchemaChange) {}
        }
        try await TestDatabase.sqlite.withDatabase { (db) async throws in
            let migrator = Migrator(db, [TestMigration.first, TestMigration.second, OneWay()])
            try await migrator.up()
            let refusal = await error { try await migrator.down(steps: 2) }
            #expect(refusal?.code == .irreversible)
            #expect(
                refusal?.message == "3-one-way cannot be undone: it has no down(_:). Write one, or restore a backup"
            )
            #expect(try await db.count(Country.all) == 1)
        }
    }
}
