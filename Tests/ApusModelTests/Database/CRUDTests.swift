import ApusModel
import ApusSQLite
import Testing

@Suite struct CRUDTests {
    @Test func roundTrip() async throws {
        let db = Database(try await SQLiteDriver(.memory))
        try await db.execute("create table places (id integer primary key, name text not null, country text, version integer not null, created_at text not null, updated_at text not null) strict")
        let place = try await db.insert(Place(name: "Home", country: "FI"))
        #expect(place.id == 1)
        let found = try await db.find(Place.self, 1)
        #expect(found == place)
        let updated = try await db.update(place)
        #expect(updated.version == 2)
        let error = await #expect(throws: DatabaseError.self) { try await db.update(place) }
        #expect(error?.code == .staleRow)
        #expect(try await db.count(Place.where { $0.name.contains("o") }) == 1)
        #expect(try await db.exists(Place.where { $0.name.contains("x") }) == false)
        try await db.delete(updated)
        await db.close()
    }
}
