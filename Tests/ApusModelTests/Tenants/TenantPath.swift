import ApusModel
import Testing

/// One way to reach rows, used by the tenant "a" to get at those of the tenant "b".
struct TenantPath: Sendable, CustomStringConvertible {
    /// The function of `Database` that it calls, as its documentation names it.
    let function: String
    /// How it is called.
    let manner: String
    /// What there must be to be seen, where one thing alone is right.
    let outcome: String?
    /// Does it; returns what there is to be seen.
    let run: @Sendable (Database) async throws -> String

    var description: String { "\(function) \(manner)" }
}

extension TenantPath {
    static let all: [TenantPath] = {
        var paths: [TenantPath] = []
        reading(&paths)
        joining(&paths)
        inserting(&paths)
        updating(&paths)
        deleting(&paths)
        linking(&paths)
        return paths
    }()

    private static func reading(_ paths: inout [TenantPath]) {
        paths.add("all(_:)", "of a model") { try await $0.all(Bill.all.withDeleted) }
        paths.add("all(_:)", "of columns") { db in
            let query = Bill.select { ($0.id, $0.note) }
            return try await db.all(query)
        }
        paths.add("all(_:)", "of an aggregate") { db in
            let query = Bill.select { $0.note.maximum }
            return try await db.all(query)
        }
        paths.add("all(_:)", "of a relation") { try await $0.all(Category.all.with(Category.bills)) }
        paths.add("first(_:)", "of a model") { try await $0.first(Bill.where { $0.owner == "b" }) as Any }
        paths.add("first(_:)", "of columns") { db in
            let query = Bill.where { $0.id == 2 }.select { $0.note }
            return try await db.first(query) as Any
        }
        paths.add("first(_:)", "of a relation") {
            try await $0.first(Category.where { $0.id == 2 }.with(Category.bills)) as Any
        }
        paths.add("find(_:_:)") { try await $0.find(Bill.self, 2) }
        paths.add("find(optional:_:)") { try await $0.find(optional: Bill.self, 2) as Any }
        paths.add("count(_:)", "of a model", outcome: "2") { try await $0.count(Bill.all.withDeleted) }
        paths.add("count(_:)", "of columns", outcome: "2") { db in
            let query = Bill.all.withDeleted.select { $0.id }
            return try await db.count(query)
        }
        paths.add("exists(_:)", outcome: "false") { try await $0.exists(Bill.where { $0.id == 2 }) }
        paths.add("page(_:_:)") { try await $0.page(.first, Bill.all) }
        paths.add("page(after:limit:_:)") { db in
            let first = try await db.page(after: nil, limit: 1, Bill.all.withDeleted)
            return [first, try await db.page(after: first.next, limit: 5, Bill.all.withDeleted)]
        }
        paths.add("explain(_:analyze:)") { try await $0.explain(Bill.all).count }
        paths.add("load(_:for:)", "of many") { db in
            try await db.load(Category.bills, for: [Category(id: 2, owner: "a", note: "own")])
        }
        paths.add("load(_:for:)", "over links") { db in
            try await db.load(Category.linkedBills, for: [Category(id: 2, owner: "a", note: "own")])
        }
        paths.add("load(_:for:)", "with the links") { db in
            try await db.load(Category.linkedBills.withLinks, for: [Category(id: 2, owner: "a", note: "own")])
        }
    }

    private static func joining(_ paths: inout [TenantPath]) {
        paths.add("all(_:)", "joined") { try await $0.all(Bill.join(Category.self) { $0.id != $1.id }) }
        paths.add("all(_:)", "left joined") { try await $0.all(Bill.leftJoin(Category.self) { $0.id != $1.id }) }
        paths.add("all(_:)", "right joined") { db in
            try await db.all(Bill.from.rightJoin(Category.self) { $0.id != $1.id })
        }
        paths.add("all(_:)", "full joined") { db in
            try await db.all(Bill.from.fullJoin(Category.self) { $0.id == $1.id + 100 })
        }
        paths.add("all(_:)", "full joined with itself") { db in
            try await db.all(Bill.from.fullJoin(Bill.named("other")) { $0.id == $1.id + 100 })
        }
        paths.add("all(_:)", "left, then right joined") { db in
            try await db.all(
                Bill.leftJoin(Category.self) { $0.id == $1.id }.rightJoin(BillCategory.self) { _, _, link in
                    link.id != 0
                }
            )
        }
        paths.add("all(_:)", "right, then full joined") { db in
            let joined = Bill.from.rightJoin(Category.self) { $0.id == $1.id }
            return try await db.all(
                joined.fullJoin(BillCategory.self) { _, category, link in category.id == link.bill }
            )
        }
        paths.add("all(_:)", "joined, then right joined") { db in
            try await db.all(
                Bill.from.join(Category.self) { $0.id != $1.id }.rightJoin(BillCategory.self) { _, _, link in
                    link.id != 0
                }
            )
        }
        paths.add("all(_:)", "by a subquery") { db in
            try await db.all(Bill.where { $0.id.in(Category.select { $0.id }) })
        }
        paths.add("all(_:)", "by a common table") { db in
            let categories = Category.all.named("categories")
            return try await db.all(categories.all)
        }
        paths.add("all(_:)", "recursively") { db in
            let categories = CommonTable.recursive("categories", Category.where { $0.id == 1 }) { categories in
                Category.join(categories) { $0.id > $1.id }.select { category, _ in category }
            }
            return try await db.all(categories.all)
        }
        paths.add("all(_:)", "as sets") { db in
            try await db.all(Bill.select { $0.note }.union(Category.select { $0.note }))
        }
    }

    private static func inserting(_ paths: inout [TenantPath]) {
        paths.add("insert(_:)", "for another tenant") { try await $0.insert(Bill(id: 9, owner: "b")) }
        paths.add("insert(_:)", "for itself") { try await $0.insert(Bill(id: 9)) }
        paths.add("insert(contentsOf:)", "for another tenant") { db in
            try await db.insert(contentsOf: [Bill(id: 8), Bill(id: 9, owner: "b")])
        }
        paths.add("insert(contentsOf:)", "for itself") { try await $0.insert(contentsOf: [Bill(id: 9)]) }
        paths.add("upsert(contentsOf:)", "over another's row") { db in
            try await db.upsert(contentsOf: [Bill(id: 9), Bill(id: 2)])
        }
        paths.add("upsert(contentsOf:)", "for another tenant") {
            try await $0.upsert(contentsOf: [Bill(id: 9, owner: "b")])
        }
        paths.add("upsert(contentsOf:)", "over its own row", outcome: "2") { db in
            try await db.upsert(contentsOf: [Bill(id: 1, note: "changed"), Bill(id: 9)])
        }
        paths.add("insert(into:_:from:)", "for itself", outcome: "1") { db in
            let bills = Bill.select { ($0.id + 100, $0.number.appending("'"), $0.note, $0.version) }
            return try await db.insert(into: Bill.self, { ($0.id, $0.number, $0.note, $0.version) }, from: bills)
        }
        paths.add("insert(into:_:from:)", "for another tenant") { db in
            let bills = Category.select { ($0.id, $0.owner, $0.note) }
            return try await db.insert(into: Category.self, { ($0.id, $0.owner, $0.note) }, from: bills)
        }
        paths.add("insert(_:onConflict:set:)", "over another's row") { db in
            try await db.insert([Bill(id: 9, number: "B-2")], onConflict: { $0.number }) { row, new in
                row.note.set(to: new.note)
            }
        }
        paths.add("insert(_:onConflict:set:)", "to another tenant") { db in
            try await db.insert([Bill(id: 1)], onConflict: { $0.id }) { row, _ in row.owner.set(to: "b") }
        }
        paths.add("insert(_:onConflict:set:)", "left as it is", outcome: "0") { db in
            try await db.insert([Bill(id: 2)], onConflict: { $0.id })
        }
        paths.add("insert(_:onConflict:set:)", "by two columns") { db in
            let category = BillCategory(id: 9, bill: 2, category: 2, owner: "a")
            return try await db.insert([category], onConflict: { ($0.bill, $0.category) }) { row, _ in
                row.bill.set(to: 7)
            }
        }
    }

    private static func updating(_ paths: inout [TenantPath]) {
        paths.add("update(_:)", "another's row") { try await $0.update(Bill(id: 2)) }
        paths.add("update(_:)", "to another tenant") { try await $0.update(Bill(id: 1, owner: "b")) }
        paths.add("update(_:set:)") { try await $0.update(Bill.all.withDeleted) { $0.note.set(to: "changed") } }
        paths.add("update(_:set:)", "some rows") { db in
            try await db.update(Bill.order { $0.id.descending }.limit(1)) { $0.note.set(to: "changed") }
        }
        paths.add("update(_:set:)", "to another tenant") { try await $0.update(Bill.all) { $0.owner.set(to: "b") } }
        paths.add("update(_:set:)", "to an expression") { db in
            try await db.update(Bill.all) { $0.owner.set(to: $0.note) }
        }
        paths.add("update(_:set:returning:)") { db in
            try await db.update(Bill.all, set: { $0.number.set(to: "C") }, returning: { ($0.id, $0.note) })
        }
        paths.add("update(_:from:where:set:)") { db in
            try await db.update(Bill.self, from: Category.self, where: { $0.id != $1.id + 10 }) { bill, category in
                bill.note.set(to: category.note)
            }
        }
        paths.add("update(_:from:where:set:)", "to another tenant") { db in
            try await db.update(Bill.self, from: Category.self, where: { $0.id == $1.id }) { bill, category in
                bill.owner.set(to: category.note)
            }
        }
    }

    private static func deleting(_ paths: inout [TenantPath]) {
        paths.add("delete(_:)", "a model") { try await $0.delete(Category(id: 2, owner: "a", note: "")) }
        paths.add("delete(_:)", "softly") { try await $0.delete(Bill(id: 2)) }
        paths.add("delete(_:)", "a query's rows") { try await $0.delete(Bill.all.withDeleted) }
        paths.add("delete(_:_:)", "a row") { try await $0.delete(Category.self, 2) }
        paths.add("delete(_:_:)", "softly") { try await $0.delete(Bill.self, 2) }
        paths.add("delete(_:using:where:)") { db in
            try await db.delete(Bill.self, using: Category.self) { $0.id != $1.id + 10 }
        }
        paths.add("purge(_:)") { try await $0.purge(Bill.all.withDeleted) }
        paths.add("purge(_:returning:)") { try await $0.purge(Bill.all.withDeleted, returning: { ($0.id, $0.note) }) }
        paths.add("restore(_:)") { try await $0.restore(Bill.all) }
    }

    private static func linking(_ paths: inout [TenantPath]) {
        paths.add("link(_:_:_:)", "from another's row") { db in
            try await db.link(Category(id: 2, owner: "a", note: ""), Category.linkedBills, Bill(id: 1))
        }
        paths.add("link(_:_:_:)", "to another's row") { db in
            try await db.link(Category(id: 1, owner: "a", note: ""), Category.linkedBills, Bill(id: 2))
        }
        paths.add("link(_:_:_:)", "between its own rows", outcome: "[[1]]") { db in
            let category = Category(id: 1, owner: "a", note: "")
            try await db.link(category, Category.linkedBills, Bill(id: 1))
            let loaded = try await db.load(Category.linkedBills, for: [category])
            return loaded.map { $0.related.map(\.id) }
        }
        paths.add("unlink(_:_:_:)") { db in
            try await db.unlink(Category(id: 2, owner: "a", note: ""), Category.linkedBills, Bill(id: 2))
        }
        paths.add("unlink(_:_:_:)", "where the links are of no tenant") { db in
            try await db.unlink(Category(id: 2, owner: "a", note: ""), Category.plainBills, Bill(id: 2))
        }
    }
}

extension [TenantPath] {
    // Statement by statement, because the compiler cannot check them all as one expression.
    fileprivate mutating func add(
        _ function: String,
        _ manner: String = "",
        outcome: String? = nil,
        _ run: @escaping @Sendable (Database) async throws -> Any
    ) {
        append(TenantPath(function: function, manner: manner, outcome: outcome) { db in "\(try await run(db))" })
    }
}
