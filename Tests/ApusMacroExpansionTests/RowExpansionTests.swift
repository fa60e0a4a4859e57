import SwiftSyntaxMacrosGenericTestSupport
import Testing

@Suite("@Row expands to flat code")
struct RowExpansionTests {
    @Test("each property is a column and a parameter")
    func columns() {
        expectExpansion(
            #"""
            @Row public struct RegionSummary {
                var region: String
                @Column("sum") var population: Int?
            }
            """#,
            #"""
            public struct RegionSummary {
                var region: String
                var population: Int?
            }

            extension RegionSummary: ApusModel.Record {
                public struct Columns: Sendable {
                    public var region: ApusModel.Column<RegionSummary, String> {
                        .init("region")
                    }
                    public var population: ApusModel.Column<RegionSummary, Int?> {
                        .init("sum")
                    }
                }

                public static var columns: Columns {
                    Columns()
                }

                public static let columnNames = ["region", "sum"]

                public init(row: ApusSQL.Row, from offset: Int) throws(ApusSQL.DatabaseError) {
                    self.region = try row.decode(at: offset)
                    self.population = try row.decode(at: offset + 1)
                }

                public static func select(region: some ApusModel.SQLExpression<String>, population: some ApusModel.SQLExpression<Int?>) -> ApusModel.Projection<RegionSummary> {
                    ApusModel.Projection([region.tree, population.tree])
                }
            }

            extension RegionSummary: ApusJSON.JSONEncodable {
                public func encode(to json: inout ApusJSON.JSONWriter) throws(ApusJSON.JSONError) {
                    json.beginObject()
                    try json.member("region", self.region)
                    try json.member("population", self.population)
                    json.endObject()
                }
            }
            """#
        )
    }

    @Test("a row that is a class")
    func notAStruct() {
        expectMistake(
            "@Row class Summary {}",
            "a @Row is a struct: rows are values, and safe to share between tasks",
            line: 1,
            column: 6,
            expanded: "class Summary {}"
        )
    }

    @Test("a column that depends on a condition")
    func conditional() {
        expectMistake(
            #"""
            @Row struct Summary {
                #if DEBUG
                var a: Int
                #endif
            }
            """#,
            "a column cannot depend on '#if': declare it always, a table is the same everywhere",
            line: 2,
            column: 5,
            expanded: #"""
                struct Summary {
                    #if DEBUG
                    var a: Int
                    #endif
                }
                """#
        )
    }

    @Test("a row without a column")
    func empty() {
        expectMistake(
            "@Row struct Summary {}",
            "a @Row has a property for each column: add one",
            line: 1,
            column: 13,
            expanded: "struct Summary {}"
        )
    }

    @Test("what belongs to tables only")
    func tableAttribute() {
        expectExpansion(
            #"""
            struct Summary {
                @Column("a") var b: Int
            }
            """#,
            #"""
            struct Summary {
                var b: Int
            }
            """#,
            [
                DiagnosticSpec(
                    message: "@Column belongs on a stored property of a struct that is a @Model",
                    line: 2,
                    column: 5
                )
            ]
        )
    }
}
