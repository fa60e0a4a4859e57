import Testing

@Suite("@Model names a mistake where it is made")
struct ModelMistakeTests {
    @Test("a class")
    func aClass() {
        expectMistake(
            #"""
            @Model final class Country {
                @ID var code: String = ""
            }
            """#,
            "a @Model is a struct: rows are values, and safe to share between tasks",
            line: 1,
            column: 14,
            expanded: #"""
                final class Country {
                    var code: String = ""
                }
                """#
        )
    }

    @Test("an enum")
    func anEnum() {
        expectMistake(
            #"""
            @Model enum Country {
                case a
            }
            """#,
            "a @Model is a struct: rows are values, and safe to share between tasks",
            line: 1,
            column: 8,
            expanded: #"""
                enum Country {
                    case a
                }
                """#
        )
    }

    @Test("a generic struct")
    func generic() {
        expectMistake(
            #"""
            @Model struct Box<Value> {
                @ID var code: String
            }
            """#,
            "a @Model cannot be generic: a table has one type for each column",
            line: 1,
            column: 18,
            expanded: #"""
                struct Box<Value> {
                    var code: String
                }
                """#
        )
    }

    @Test("no id")
    func noID() {
        expectMistake(
            #"""
            @Model struct Country {
                var code: String
            }
            """#,
            "a model needs an id: put @ID on the property that identifies a row",
            line: 1,
            column: 15,
            expanded: #"""
                struct Country {
                    var code: String
                }
                """#
        )
    }

    @Test("an id that is not marked")
    func unmarkedID() {
        expectMistake(
            #"""
            @Model struct Country {
                /// The key.
                var id: String
            }
            """#,
            "a model needs an id: put @ID on the property that identifies a row",
            line: 1,
            column: 15,
            expanded: #"""
                struct Country {
                    /// The key.
                    var id: String
                }
                """#,
            fixIt: (
                "put @ID on 'id'",
                #"""
                @Model struct Country {
                    /// The key.
                    @ID var id: String
                }
                """#
            )
        )
    }

    @Test("a composite key whose part is numbered by the database")
    func generatedPart() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID var a: String
                @ID(.generated) var b: Int
            }
            """#,
            "an id of several properties is not numbered by the database: write '@ID' alone, or keep this @ID only",
            line: 3,
            column: 5,
            expanded: #"""
                struct Country {
                    var a: String
                    var b: Int
                }
                """#
        )
    }

    @Test("a composite key whose part is called like the whole")
    func partNamedID() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID var id: String
                @ID var b: Int
            }
            """#,
            "'id' is what all @ID properties are together: rename this one",
            line: 2,
            column: 5,
            expanded: #"""
                struct Country {
                    var id: String
                    var b: Int
                }
                """#
        )
    }

    @Test("an optional id")
    func optionalID() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID var id: Int?
            }
            """#,
            "an id cannot be optional: write '@ID(.generated)' to let the database number the rows",
            line: 2,
            column: 17,
            expanded: #"""
                struct Country {
                    var id: Int?
                }
                """#
        )
    }

    @Test("an id by the name of another property")
    func otherID() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID var code: String
                var id: Int
            }
            """#,
            "'id' is what a model is found by: rename this property, or make it the @ID instead of 'code'",
            line: 3,
            column: 5,
            expanded: #"""
                struct Country {
                    var code: String
                    var id: Int
                }
                """#
        )
    }

    @Test("a generated id that is not a number")
    func generatedText() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID(.generated) var id: String
            }
            """#,
            "an id that is generated must be an 'Int' or a 'UUID'",
            line: 2,
            column: 29,
            expanded: #"""
                struct Country {
                    var id: String
                }
                """#
        )
    }

    @Test("an id whose source is not written out")
    func idSource() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID(source) var id: Int
            }
            """#,
            "write '.generated', so that its meaning is seen here",
            line: 2,
            column: 9,
            expanded: #"""
                struct Country {
                    var id: Int
                }
                """#
        )
    }

    @Test("a property without a type")
    func noType() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID var id: Int
                var name = makeName()
            }
            """#,
            "write the column's type: 'var name: <type>'",
            line: 3,
            column: 9,
            expanded: #"""
                struct Country {
                    var id: Int
                    var name = makeName()
                }
                """#
        )
    }

    @Test("a property with a literal and no type")
    func literalType() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID var id: Int
                var size = 1.5
            }
            """#,
            "write the column's type: 'var size: Double'",
            line: 3,
            column: 9,
            expanded: #"""
                struct Country {
                    var id: Int
                    var size = 1.5
                }
                """#,
            fixIt: (
                "insert ': Double'",
                #"""
                @Model struct Country {
                    @ID var id: Int
                    var size: Double = 1.5
                }
                """#
            )
        )
    }

    @Test("a constant with a value")
    func constant() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID var id: Int
                let size: Int = 1
            }
            """#,
            "a 'let' with a value cannot be read from the database: make it a 'var', or 'static'",
            line: 3,
            column: 5,
            expanded: #"""
                struct Country {
                    var id: Int
                    let size: Int = 1
                }
                """#,
            fixIt: (
                "replace 'let' by 'var'",
                #"""
                @Model struct Country {
                    @ID var id: Int
                    var size: Int = 1
                }
                """#
            )
        )
    }

    @Test("several properties in one declaration")
    func severalInOne() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID var id: Int
                var a: Int, b: Int
            }
            """#,
            "declare each column on a line of its own: 'var name: String'",
            line: 3,
            column: 5,
            expanded: #"""
                struct Country {
                    var id: Int
                    var a: Int, b: Int
                }
                """#
        )
    }

    @Test("a lazy property")
    func lazy() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID var id: Int
                lazy var a: Int = 1
            }
            """#,
            "a column cannot be lazy: remove 'lazy', or make the property computed",
            line: 3,
            column: 5,
            expanded: #"""
                struct Country {
                    var id: Int
                    lazy var a: Int = 1
                }
                """#
        )
    }

    @Test("a column that depends on a condition")
    func conditional() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID var id: Int
                #if DEBUG
                var a: Int
                #endif
            }
            """#,
            "a column cannot depend on '#if': declare it always, a table is the same everywhere",
            line: 3,
            column: 5,
            expanded: #"""
                struct Country {
                    var id: Int
                    #if DEBUG
                    var a: Int
                    #endif
                }
                """#
        )
    }

    @Test("two properties in one column")
    func duplicate() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID var id: Int
                var isoCode: Int
                @Column("iso_code") var code: Int
            }
            """#,
            #"the column 'iso_code' exists already: choose another name with '@Column("…")'"#,
            line: 4,
            column: 5,
            expanded: #"""
                struct Country {
                    var id: Int
                    var isoCode: Int
                    var code: Int
                }
                """#
        )
    }

    @Test("a version that is no Int")
    func versionType() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID var id: Int
                @Version var version: String
            }
            """#,
            "a version must be an 'Int'",
            line: 3,
            column: 27,
            expanded: #"""
                struct Country {
                    var id: Int
                    var version: String
                }
                """#
        )
    }

    @Test("two versions")
    func twoVersions() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID var id: Int
                @Version var a: Int
                @Version var b: Int
            }
            """#,
            "a model has one @Version",
            line: 4,
            column: 5,
            expanded: #"""
                struct Country {
                    var id: Int
                    var a: Int
                    var b: Int
                }
                """#
        )
    }

    @Test("a timestamp that is no Date")
    func timestampType() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID var id: Int
                @Timestamp(.created) var at: Int
            }
            """#,
            "a timestamp must be a 'Date'",
            line: 3,
            column: 34,
            expanded: #"""
                struct Country {
                    var id: Int
                    var at: Int
                }
                """#
        )
    }

    @Test("a timestamp whose event is not written out")
    func timestampEvent() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID var id: Int
                @Timestamp(event) var at: Date
            }
            """#,
            "write '.created', '.updated' or '.deleted', so that its meaning is seen here",
            line: 3,
            column: 5,
            expanded: #"""
                struct Country {
                    var id: Int
                    var at: Date
                }
                """#
        )
    }

    @Test("a column's name that is not a literal")
    func columnName() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID var id: Int
                @Column(name) var a: Int
            }
            """#,
            #"the column's name must be a literal: '@Column("name")'"#,
            line: 3,
            column: 5,
            expanded: #"""
                struct Country {
                    var id: Int
                    var a: Int
                }
                """#
        )
    }

    @Test("a table's name that is not a literal")
    func tableName() {
        expectMistake(
            #"""
            @Model(table: name) struct Country {
                @ID var id: Int
            }
            """#,
            #"the table's name must be a literal: '@Model(table: "places")'"#,
            line: 1,
            column: 15,
            expanded: #"""
                struct Country {
                    var id: Int
                }
                """#
        )
    }

    @Test("a reference to something that is not a type")
    func referenceTarget() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID var id: Int
                @References(target) var a: Int
            }
            """#,
            "name the model: '@References(Currency.self)'",
            line: 3,
            column: 5,
            expanded: #"""
                struct Country {
                    var id: Int
                    var a: Int
                }
                """#
        )
    }

    @Test("an attribute outside of a model")
    func stray() {
        expectMistake(
            #"""
            struct Country {
                @Unique var id: Int
            }
            """#,
            "@Unique belongs on a stored property of a struct that is a @Model",
            line: 2,
            column: 5,
            expanded: #"""
                struct Country {
                    var id: Int
                }
                """#
        )
    }

    @Test("an attribute on a function")
    func strayOnFunction() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID var id: Int
                @Indexed func f() {}
            }
            """#,
            "@Indexed belongs on a stored property of a struct that is a @Model",
            line: 3,
            column: 5,
            expanded: #"""
                struct Country {
                    var id: Int
                    func f() {}
                }

                extension Country: ApusModel.Model {
                    typealias ID = Int

                    struct Columns: Sendable {
                        var id: ApusModel.Column<Country, Int> {
                            .init("id")
                        }
                    }

                    static var columns: Columns {
                        Columns()
                    }

                    static let schema = ApusModel.TableSchema(
                        "country",
                        columns: [
                            ApusModel.ColumnSchema("id", Int.self, .identifier),
                        ]
                    )

                    init(row: ApusSQL.Row, from offset: Int) throws(ApusSQL.DatabaseError) {
                        self.id = try row.decode(at: offset)
                    }

                    func appendValues(to values: inout [ApusSQL.SQLValue]) {
                        values.append(self.id.sqlValue)
                    }
                }

                extension Country: ApusJSON.JSONEncodable {
                    func encode(to json: inout ApusJSON.JSONWriter) throws(ApusJSON.JSONError) {
                        json.beginObject()
                        try json.member("id", self.id)
                        json.endObject()
                    }
                }
                """#
        )
    }

    @Test("a type that cannot be a column")
    func unsupported() {
        expectMistake(
            #"""
            struct Country {
                @_ColumnCheckFailed(Point.self) var at: Point
            }
            """#,
            "'Point' cannot be a column: make it conform to SQLConvertible (an enum with a raw value only has to say so), or make the property computed",
            line: 2,
            column: 45,
            expanded: #"""
                struct Country {
                    var at: Point
                }
                """#
        )
    }

    @Test("a reference whose type is not the id's")
    func referenceType() {
        expectMistake(
            #"""
            struct Country {
                @_ReferenceCheckFailed(Currency.self, Int.self) var currency: Int
            }
            """#,
            "a reference to Currency must have the type of its id: 'Currency.ID' or 'Currency.ID?'",
            line: 2,
            column: 67,
            expanded: #"""
                struct Country {
                    var currency: Int
                }
                """#
        )
    }

    @Test("a reference to the model itself whose type is not the id's")
    func selfReferenceType() {
        expectMistake(
            #"""
            @Model struct Country {
                @ID var id: Int
                @References(Country.self) var parent: String?
            }
            """#,
            "a reference to Country must have the type of its id: 'Country.ID' or 'Country.ID?'",
            line: 3,
            column: 43,
            expanded: #"""
                struct Country {
                    var id: Int
                    var parent: String?
                }

                extension Country: ApusModel.Model {
                    typealias ID = Int

                    struct Columns: Sendable {
                        var id: ApusModel.Column<Country, Int> {
                            .init("id")
                        }
                        var parent: ApusModel.Column<Country, String?> {
                            .init("parent")
                        }
                    }

                    static var columns: Columns {
                        Columns()
                    }

                    static let schema = ApusModel.TableSchema(
                        "country",
                        columns: [
                            ApusModel.ColumnSchema("id", Int.self, .identifier),
                            ApusModel.ColumnSchema("parent", String?.self, .references(Country.self)),
                        ]
                    )

                    init(row: ApusSQL.Row, from offset: Int) throws(ApusSQL.DatabaseError) {
                        self.id = try row.decode(at: offset)
                        self.parent = try row.decode(at: offset + 1)
                    }

                    func appendValues(to values: inout [ApusSQL.SQLValue]) {
                        values.append(self.id.sqlValue)
                        values.append(self.parent.sqlValue)
                    }
                }

                extension Country: ApusJSON.JSONEncodable {
                    func encode(to json: inout ApusJSON.JSONWriter) throws(ApusJSON.JSONError) {
                        json.beginObject()
                        try json.member("id", self.id)
                        try json.member("parent", self.parent)
                        json.endObject()
                    }
                }
                """#
        )
    }
}
