import ApusModel

/// Queries as long as real ones get. ``CompileTimeTests`` has the compiler check them with little effort; it knows nothing but
/// `ApusModel` then.
enum QueryCorpus {
    /// Ten conditions, three joins, a group and aggregates.
    static func report() -> some SelectStatement {
        Land.join(Land.named("b")) { $0.currency == $1.id }
            .join(Land.named("c")) { _, b, c in b.currency == c.id }
            .leftJoin(Land.named("d")) { _, _, c, d in c.currency == d.id }
            .where { a, b, c, d in
                a.population > 1_000_000 && b.name.hasPrefix("A") && c.area < 2.5 && d.name == "x" && a.isMember == true
                    && b.population.between(1, and: 5) && c.name != "y" && a.area >= 1 && d.area > 0.5 && a.id != 7
            }
            .group { a, _, _, _ in (a.name, a.isMember) }
            .having { _, b, _, _ in Aggregate.count > 3 && b.area.sum > 10 }
            .order { a, b, _, _ in
                a.name.ascending
                b.population.descending
            }
            .select { a, b, c, _ in (a.name, b.population.sum, c.area.average, Aggregate.count) }
    }

    /// Nested `&&` and `||` over literals of several types.
    static func search(_ text: String, above minimum: Int) -> some SelectStatement {
        Land.where {
            $0.id > 0
                && ($0.name.contains(text, ignoringCase: true) || $0.name == "x" || $0.id == 7 && $0.area < 1.5)
                && ($0.population > minimum * 2 + 1 || $0.population == nil && !($0.isMember == true))
                && $0.currency.in([1, 2, 3]) && $0.area.between(0.5, and: 2 * 3.5) && $0.name != "y"
        }
        .order {
            $0.population.descending.nullsFirst
            $0.name.lowercased.ascending
        }
        .limit(20)
    }

    /// Computed columns, a case and a window.
    static func ranking() -> some SelectStatement {
        Land.select {
            (
                $0.name,
                $0.area * 2 + 1,
                Choice(of: String.self).when($0.area > 100, then: "large").when($0.area > 1, then: "middle")
                    .otherwise("small"),
                WindowFunction.rank.over(partitionBy: $0.isMember, orderBy: $0.population.descending)
            )
        }
    }

    /// A subquery within a subquery.
    static func related() -> some SelectStatement {
        Land.where {
            $0.id.in(
                Land.where { $0.area > 1 && $0.id.in(Land.where { $0.isMember == true }.select { $0.id }) }.select {
                    $0.id
                }
            )
                && $0.population > 10 && $0.name != "z"
        }
    }
}

struct Land: Model {
    var id: Int
    var name: String
    var population: Int?
    var area: Double
    var currency: Int?
    var isMember: Bool

    struct Columns: Sendable {
        let id = Column<Land, Int>("id")
        let name = Column<Land, String>("name")
        let population = Column<Land, Int?>("population")
        let area = Column<Land, Double>("area")
        let currency = Column<Land, Int?>("currency")
        let isMember = Column<Land, Bool>("is_member")
    }
    static let columns = Columns()
    static let schema = TableSchema(
        "land",
        columns: [
            ColumnSchema("id", Int.self, .identifier), ColumnSchema("name", String.self),
            ColumnSchema("population", Int?.self), ColumnSchema("area", Double.self),
            ColumnSchema("currency", Int?.self), ColumnSchema("is_member", Bool.self),
        ]
    )

    init(row: Row, from offset: Int) throws(DatabaseError) {
        id = try row.decode(at: offset)
        name = try row.decode(at: offset + 1)
        population = try row.decode(at: offset + 2)
        area = try row.decode(at: offset + 3)
        currency = try row.decode(at: offset + 4)
        isMember = try row.decode(at: offset + 5)
    }

    func appendValues(to values: inout [SQLValue]) {
        values += [
            id.sqlValue, name.sqlValue, population.sqlValue, area.sqlValue, currency.sqlValue, isMember.sqlValue,
        ]
    }
}
