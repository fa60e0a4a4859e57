import ApusMigrations
import ApusModel
import ApusSQLite
import ApusTesting
import FoundationEssentials
import Testing

@Suite("Keys of several columns, indexes and checks of a model")
struct CompositeTableTests {
    @Test("they are SQL")
    func statements() {
        var change = SchemaChange(dialect: SQLiteDialect())
        change.create(Line.self)
        #expect(
            change.statements == [
                #"create table "line" ("order" integer not null references "order" ("number") on delete cascade, "#
                    + #""product" text not null references "product" ("code"), "count" integer not null, "#
                    + #""email" text not null, "paid_at" text, primary key ("order", "product"), "#
                    + #"constraint "positive_count" check (count > 0)) strict"#,
                #"create index "line_product_index" on "line" ("product")"#,
                #"create unique index "line_email_count_index" on "line" ("email", "count")"#,
                #"create index "line_count_index" on "line" ("count") where paid_at is null"#,
                #"create unique index "line_email" on "line" ((lower(email)), (count % 10))"#,
            ]
        )
    }

    @Test("rows are found, changed and deleted by them", arguments: TestDatabase.allCases)
    func rows(on kind: TestDatabase) async throws {
        try await kind.withDatabase { db in
            try await Migrator(db, [CreateLines()]).up()
            try await db.insert(Order(number: 1))
            try await db.insert(contentsOf: [Product(code: "tea"), Product(code: "ink")])
            let tea = try await db.insert(Line(order: 1, product: "tea", count: 2, email: "a@example.com"))
            try await db.insert(contentsOf: [Line(order: 1, product: "ink", count: 1, email: "b@example.com")])

            #expect(tea.id == Line.ID(order: 1, product: "tea"))
            #expect(try await db.find(Line.self, tea.id).count == 2)
            #expect(try await db.find(optional: Line.self, Line.ID(order: 2, product: "tea")) == nil)
            var changed = tea
            changed.count = 3
            #expect(try await db.update(changed).count == 3)
            #expect(try await db.update(Line.order { $0.count.descending }.limit(1)) { $0.count.set(to: 4) } == 1)
            changed.count = 5
            let lines = [changed, Line(order: 1, product: "ink", count: 1, email: "b@example.com")]
            #expect(try await db.upsert(contentsOf: lines) == 1)
            #expect(try await db.all(Line.order { $0.product.ascending }).map(\.count) == [1, 5])

            var error = await #expect(throws: DatabaseError.self) { try await db.insert(tea) }
            #expect(error?.code == .uniqueViolation)
            let empty = Line(order: 1, product: "tea", count: 0, email: "a@example.com")
            error = await #expect(throws: DatabaseError.self) { try await db.update(empty) }
            #expect(error?.code == .checkViolation)
            #expect(error?.constraint == "positive_count")
            let similar = Line(order: 1, product: "tea", count: 11, email: "B@EXAMPLE.COM")
            error = await #expect(throws: DatabaseError.self) { try await db.update(similar) }
            #expect(error?.code == .uniqueViolation)

            try await db.delete(Line.self, Line.ID(order: 1, product: "ink"))
            #expect(try await db.all(Line.all).map(\.id) == [tea.id])
            try await db.delete(tea)
            #expect(try await db.count(Line.all) == 0)
        }
    }
}

@Model private struct Order {
    @ID var number: Int
}

@Model private struct Product {
    @ID var code: String
}

@Model private struct Line {
    @ID @References(Order.self, onDelete: .cascade) var order: Order.ID
    @ID @References(Product.self) var product: Product.ID
    var count: Int
    var email: String
    var paidAt: Date?

    static let indexes = [
        TableIndex("email", "count", isUnique: true),
        TableIndex("count", where: "paid_at is null"),
        TableIndex(name: "line_email", expressions: ["lower(email)", "count % 10"], isUnique: true),
    ]
    static let checks = [TableCheck("positive_count", "count > 0")]
}

private struct CreateLines: Migration {
    let name = "2026-12-01-create-lines"

    func up(_ schema: inout SchemaChange) {
        schema.create(Order.self)
        schema.create(Product.self)
        schema.create(Line.self)
    }

    func down(_ schema: inout SchemaChange) {
        schema.drop(Line.self)
        schema.drop(Product.self)
        schema.drop(Order.self)
    }
}
