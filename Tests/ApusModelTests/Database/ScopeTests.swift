import ApusModel
import ApusTesting
import FoundationEssentials
import Testing

@Suite("Tenants and soft deletion")
struct ScopeTests {
    @Test("a query sees its tenant's rows alone, and none without a tenant", arguments: TestDatabase.allCases)
    func tenants(on kind: TestDatabase) async throws {
        try await kind.withTables(Invoice.self) { db in
            let (first, second) = (db.tenant("a"), db.tenant("b"))
            let invoice = try await first.insert(Invoice(id: 1, owner: "a", total: 5))
            try await second.insert(Invoice(id: 2, owner: "b", total: 7))

            #expect(try await first.all(Invoice.all).map(\.id) == [1])
            #expect(try await first.find(optional: Invoice.self, 2) == nil)
            #expect(try await first.count(Invoice.where { $0.total > 0 }) == 1)
            #expect(try await first.all(Invoice.select { $0.total.sum }) == [5])
            let joined = Invoice.join(Invoice.self) { $0.id != $1.id }
            #expect(try await first.count(joined) == 0)
            #expect(try await db.acrossTenants.count(joined) == 2)
            #expect(try await first.update(Invoice.all) { $0.total.set(to: 6) } == 1)
            #expect(try await first.delete(Invoice.where { $0.id == 2 }) == 0)
            #expect(try await db.acrossTenants.all(Invoice.order { $0.id.ascending }).map(\.total) == [6, 7])

            var error = await #expect(throws: DatabaseError.self) { try await db.all(Invoice.all) }
            #expect(error?.code == .misuse)
            #expect(error?.table == "invoice")
            error = await #expect(throws: DatabaseError.self) { try await db.insert(invoice) }
            #expect(error?.code == .misuse)
            error = await #expect(throws: DatabaseError.self) { try await second.update(invoice) }
            #expect(error?.message == "the model belongs to another tenant than the database is used for")
            error = await #expect(throws: DatabaseError.self) { try await second.delete(invoice) }
            #expect(error?.code == .notFound)
        }
    }

    @Test("inside a transaction the tenant stays", arguments: TestDatabase.allCases)
    func transaction(on kind: TestDatabase) async throws {
        try await kind.withTables(Invoice.self) { db in
            let count = try await db.tenant("a").transaction { db in
                try await db.insert(Invoice(id: 1, owner: "a", total: 5))
                return try await db.count(Invoice.all)
            }
            #expect(count == 1)
        }
    }

    @Test("a row that is deleted softly is not seen, and comes back", arguments: TestDatabase.allCases)
    func softDeletion(on kind: TestDatabase) async throws {
        try await kind.withTables(Memo.self) { db in
            let memo = try await db.insert(Memo(id: 1, text: "a"))
            try await db.insert(Memo(id: 2, text: "b"))
            try await db.delete(memo)
            #expect(try await db.all(Memo.all).map(\.id) == [2])
            #expect(try await db.count(Memo.all.withDeleted) == 2)
            #expect(try await db.find(optional: Memo.self, 1) == nil)
            await #expect(throws: DatabaseError.self) { try await db.delete(memo) }
            let left = try await db.all(Memo.leftJoin(Memo.self) { $0.id != $1.id }.select { ($0.id, $1.id) })
            #expect(left.map(\.0) == [2])
            #expect(left.map(\.1) == [nil])
            #expect(try await db.restore(Memo.where { $0.id == 1 }) == 1)
            #expect(try await db.count(Memo.all) == 2)
            try await db.delete(Memo.where { $0.id == 1 })
            #expect(try await db.purge(Memo.all.withDeleted) == 2)
        }
    }

    @Test("a model can change or refuse what is saved", arguments: TestDatabase.allCases)
    func hooks(on kind: TestDatabase) async throws {
        try await kind.withTables(Tidy.self) { db in
            let tidy = try await db.insert(Tidy(id: 1, text: "UPPER"))
            #expect(tidy.text == "upper")
            let error = await #expect(throws: DatabaseError.self) { try await db.insert(Tidy(id: 2, text: "")) }
            #expect(error?.code == .invalidValue)
            #expect(try await db.count(Tidy.all) == 1)
        }
    }

    @Test("an id of the program's own grows with time", arguments: TestDatabase.allCases)
    func generatedUUID(on kind: TestDatabase) async throws {
        try await kind.withTables(Event.self) { db in
            var ids: [UUID] = []
            for _ in 1...3 { ids.append(try await db.insert(Event(name: "a")).id) }
            #expect(Set(ids).count == 3)
            #expect(ids.allSatisfy { $0.uuidString.dropFirst(14).first == "7" })
            #expect(try await db.find(Event.self, ids[1]).id == ids[1])
        }
    }
}

@Model private struct Invoice {
    @ID var id: Int
    @Tenant var owner: String
    var total: Int
}

@Model private struct Memo {
    @ID var id: Int
    var text: String
    @Timestamp(.deleted) var deletedAt: Date?
}

@Model private struct Event {
    @ID(.generated) var id: UUID
    var name: String
}

@Model private struct Tidy {
    @ID var id: Int
    var text: String

    mutating func willSave(_ event: SaveEvent) throws(DatabaseError) {
        guard !text.isEmpty else { throw DatabaseError(.invalidValue, message: "the text is empty") }
        text = text.lowercased()
    }
}
