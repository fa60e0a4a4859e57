import Testing

@Suite("@Model expands to flat code")
struct ModelExpansionTests {
    @Test("every kind of property")
    func everyKind() {
        expectExpansion(
            #"""
            @Model struct Country {
                @ID var code: String
                @Unique var name: String  // shown to people
                var population: Int?
                /// What is paid with.
                @References(Currency.self, onDelete: .setNull) var currency: Currency.ID?
                @Hidden @Indexed var region: String
                @Column("iso_num") let numeric: String
            }
            """#,
            #"""
            struct Country {
                var code: String
                var name: String  // shown to people
                var population: Int?
                /// What is paid with.
                var currency: Currency.ID?
                
                var region: String
                let numeric: String
            }

            extension Country: ApusModel.Model {
                typealias ID = String

                struct Columns: Sendable {
                    var code: ApusModel.Column<Country, String> {
                        .init("code")
                    }
                    var name: ApusModel.Column<Country, String> {
                        .init("name")
                    }
                    var population: ApusModel.Column<Country, Int?> {
                        .init("population")
                    }
                    var currency: ApusModel.Column<Country, Currency.ID?> {
                        .init("currency")
                    }
                    var region: ApusModel.Column<Country, String> {
                        .init("region")
                    }
                    var numeric: ApusModel.Column<Country, String> {
                        .init("iso_num")
                    }
                }

                static var columns: Columns {
                    Columns()
                }

                static let schema = ApusModel.TableSchema(
                    "country",
                    columns: [
                        ApusModel.ColumnSchema("code", String.self, .identifier),
                        ApusModel.ColumnSchema("name", String.self, .unique),
                        ApusModel.ColumnSchema("population", Int?.self),
                        ApusModel.ColumnSchema("currency", Currency.ID?.self, .references(Currency.self, onDelete: .setNull)),
                        ApusModel.ColumnSchema("region", String.self, .indexed),
                        ApusModel.ColumnSchema("iso_num", property: "numeric", String.self),
                    ]
                )

                var id: String {
                    code
                }

                init(row: ApusSQL.Row, from offset: Int) throws(ApusSQL.DatabaseError) {
                    self.code = try row.decode(at: offset)
                    self.name = try row.decode(at: offset + 1)
                    self.population = try row.decode(at: offset + 2)
                    self.currency = try row.decode(at: offset + 3)
                    self.region = try row.decode(at: offset + 4)
                    self.numeric = try row.decode(at: offset + 5)
                }

                func appendValues(to values: inout [ApusSQL.SQLValue]) {
                    values.append(self.code.sqlValue)
                    values.append(self.name.sqlValue)
                    values.append(self.population.sqlValue)
                    values.append(self.currency.sqlValue)
                    values.append(self.region.sqlValue)
                    values.append(self.numeric.sqlValue)
                }
            }

            extension Country: ApusJSON.JSONEncodable {
                func encode(to json: inout ApusJSON.JSONWriter) throws(ApusJSON.JSONError) {
                    json.beginObject()
                    try json.member("code", self.code)
                    try json.member("name", self.name)
                    try json.member("population", self.population)
                    try json.member("currency", self.currency)
                    try json.member("numeric", self.numeric)
                    json.endObject()
                }
            }
            """#
        )
    }

    @Test("a public struct with an id that the database numbers, a version and timestamps")
    func publicGenerated() {
        expectExpansion(
            #"""
            @Model(table: "places") public struct Place {
                @ID(.generated) public var id: Int
                public var name: String = "nowhere"
                public var note: String?
                @Version public var version: Int
                @Timestamp(.created) public var createdAt: Date
                @Timestamp(.updated) public var updatedAt: Date = .now
            }
            """#,
            #"""
            public struct Place {
                public var id: Int
                public var name: String = "nowhere"
                public var note: String?
                public var version: Int
                public var createdAt: Date
                public var updatedAt: Date = .now
            }

            extension Place: ApusModel.Model {
                public typealias ID = Int

                public struct Columns: Sendable {
                    public var id: ApusModel.Column<Place, Int> {
                        .init("id")
                    }
                    public var name: ApusModel.Column<Place, String> {
                        .init("name")
                    }
                    public var note: ApusModel.Column<Place, String?> {
                        .init("note")
                    }
                    public var version: ApusModel.Column<Place, Int> {
                        .init("version")
                    }
                    public var createdAt: ApusModel.Column<Place, Date> {
                        .init("created_at")
                    }
                    public var updatedAt: ApusModel.Column<Place, Date> {
                        .init("updated_at")
                    }
                }

                public static var columns: Columns {
                    Columns()
                }

                public static let schema = ApusModel.TableSchema(
                    "places",
                    columns: [
                        ApusModel.ColumnSchema("id", Int.self, .generatedIdentifier),
                        ApusModel.ColumnSchema("name", String.self),
                        ApusModel.ColumnSchema("note", String?.self),
                        ApusModel.ColumnSchema("version", Int.self, .version),
                        ApusModel.ColumnSchema("created_at", property: "createdAt", Date.self, .timestamp(.created)),
                        ApusModel.ColumnSchema("updated_at", property: "updatedAt", Date.self, .timestamp(.updated)),
                    ]
                )

                public init(row: ApusSQL.Row, from offset: Int) throws(ApusSQL.DatabaseError) {
                    self.id = try row.decode(at: offset)
                    self.name = try row.decode(at: offset + 1)
                    self.note = try row.decode(at: offset + 2)
                    self.version = try row.decode(at: offset + 3)
                    self.createdAt = try row.decode(at: offset + 4)
                    self.updatedAt = try row.decode(at: offset + 5)
                }

                public func appendValues(to values: inout [ApusSQL.SQLValue]) {
                    values.append(self.id.sqlValue)
                    values.append(self.name.sqlValue)
                    values.append(self.note.sqlValue)
                    values.append(self.version.sqlValue)
                    values.append(self.createdAt.sqlValue)
                    values.append(self.updatedAt.sqlValue)
                }

                public init(name: String = "nowhere", note: String? = nil) {
                    self.id = 0
                    self.name = name
                    self.note = note
                    self.version = 1
                    self.createdAt = .init(timeIntervalSince1970: 0)
                }
            }

            extension Place: ApusJSON.JSONEncodable {
                public func encode(to json: inout ApusJSON.JSONWriter) throws(ApusJSON.JSONError) {
                    json.beginObject()
                    try json.member("id", self.id)
                    try json.member("name", self.name)
                    try json.member("note", self.note)
                    try json.member("version", self.version)
                    try json.member("createdAt", self.createdAt)
                    try json.member("updatedAt", self.updatedAt)
                    json.endObject()
                }
            }
            """#
        )
    }

    @Test("what is not stored in an instance is no column")
    func notColumns() {
        expectExpansion(
            #"""
            @Model struct Zone {
                static let limit = 10
                static var shared: Zone?
                @ID(.generated) var id: Int
                var name: String { didSet { count += 1 } }
                var title: String { name }
                var upper: String {
                    get { name }
                    set { name = newValue }
                }
                enum Kind: String {
                    case a
                }
                func f() {}
                init(name: String) { (id, self.name) = (0, name) }
            }
            """#,
            #"""
            struct Zone {
                static let limit = 10
                static var shared: Zone?
                var id: Int
                var name: String { didSet { count += 1 } }
                var title: String { name }
                var upper: String {
                    get { name }
                    set { name = newValue }
                }
                enum Kind: String {
                    case a
                }
                func f() {}
                init(name: String) { (id, self.name) = (0, name) }
            }

            extension Zone: ApusModel.Model {
                typealias ID = Int

                struct Columns: Sendable {
                    var id: ApusModel.Column<Zone, Int> {
                        .init("id")
                    }
                    var name: ApusModel.Column<Zone, String> {
                        .init("name")
                    }
                }

                static var columns: Columns {
                    Columns()
                }

                static let schema = ApusModel.TableSchema(
                    "zone",
                    columns: [
                        ApusModel.ColumnSchema("id", Int.self, .generatedIdentifier),
                        ApusModel.ColumnSchema("name", String.self),
                    ]
                )

                init(row: ApusSQL.Row, from offset: Int) throws(ApusSQL.DatabaseError) {
                    self.id = try row.decode(at: offset)
                    self.name = try row.decode(at: offset + 1)
                }

                func appendValues(to values: inout [ApusSQL.SQLValue]) {
                    values.append(self.id.sqlValue)
                    values.append(self.name.sqlValue)
                }
            }

            extension Zone: ApusJSON.JSONEncodable {
                func encode(to json: inout ApusJSON.JSONWriter) throws(ApusJSON.JSONError) {
                    json.beginObject()
                    try json.member("id", self.id)
                    try json.member("name", self.name)
                    json.endObject()
                }
            }
            """#
        )
    }

    @Test("names are put into snake case, and keep their backticks")
    func names() {
        expectExpansion(
            #"""
            @Model struct URLPathTimeZone {
                @ID(IDSource.generated) var zoneID: Int = 0
                var `default`: String
                var isoNumber3: String
                var HTTPCode: Int
                var already_snake: Int
            }
            """#,
            #"""
            struct URLPathTimeZone {
                var zoneID: Int = 0
                var `default`: String
                var isoNumber3: String
                var HTTPCode: Int
                var already_snake: Int
            }

            extension URLPathTimeZone: ApusModel.Model {
                typealias ID = Int

                struct Columns: Sendable {
                    var zoneID: ApusModel.Column<URLPathTimeZone, Int> {
                        .init("zone_id")
                    }
                    var `default`: ApusModel.Column<URLPathTimeZone, String> {
                        .init("default")
                    }
                    var isoNumber3: ApusModel.Column<URLPathTimeZone, String> {
                        .init("iso_number3")
                    }
                    var HTTPCode: ApusModel.Column<URLPathTimeZone, Int> {
                        .init("http_code")
                    }
                    var already_snake: ApusModel.Column<URLPathTimeZone, Int> {
                        .init("already_snake")
                    }
                }

                static var columns: Columns {
                    Columns()
                }

                static let schema = ApusModel.TableSchema(
                    "url_path_time_zone",
                    columns: [
                        ApusModel.ColumnSchema("zone_id", property: "zoneID", Int.self, .generatedIdentifier),
                        ApusModel.ColumnSchema("default", String.self),
                        ApusModel.ColumnSchema("iso_number3", property: "isoNumber3", String.self),
                        ApusModel.ColumnSchema("http_code", property: "HTTPCode", Int.self),
                        ApusModel.ColumnSchema("already_snake", Int.self),
                    ]
                )

                var id: Int {
                    zoneID
                }

                init(row: ApusSQL.Row, from offset: Int) throws(ApusSQL.DatabaseError) {
                    self.zoneID = try row.decode(at: offset)
                    self.`default` = try row.decode(at: offset + 1)
                    self.isoNumber3 = try row.decode(at: offset + 2)
                    self.HTTPCode = try row.decode(at: offset + 3)
                    self.already_snake = try row.decode(at: offset + 4)
                }

                func appendValues(to values: inout [ApusSQL.SQLValue]) {
                    values.append(self.zoneID.sqlValue)
                    values.append(self.`default`.sqlValue)
                    values.append(self.isoNumber3.sqlValue)
                    values.append(self.HTTPCode.sqlValue)
                    values.append(self.already_snake.sqlValue)
                }
            }

            extension URLPathTimeZone: ApusJSON.JSONEncodable {
                func encode(to json: inout ApusJSON.JSONWriter) throws(ApusJSON.JSONError) {
                    json.beginObject()
                    try json.member("zoneID", self.zoneID)
                    try json.member("default", self.`default`)
                    try json.member("isoNumber3", self.isoNumber3)
                    try json.member("HTTPCode", self.HTTPCode)
                    try json.member("already_snake", self.already_snake)
                    json.endObject()
                }
            }
            """#
        )
    }

    @Test("a struct that writes its own JSON gets none")
    func ownJSON() {
        expectExpansion(
            #"""
            @Model struct Word {
                @ID var id: String
            }
            """#,
            #"""
            struct Word {
                var id: String
            }

            extension Word: ApusModel.Model {
                typealias ID = String

                struct Columns: Sendable {
                    var id: ApusModel.Column<Word, String> {
                        .init("id")
                    }
                }

                static var columns: Columns {
                    Columns()
                }

                static let schema = ApusModel.TableSchema(
                    "word",
                    columns: [
                        ApusModel.ColumnSchema("id", String.self, .identifier),
                    ]
                )

                init(row: ApusSQL.Row, from offset: Int) throws(ApusSQL.DatabaseError) {
                    self.id = try row.decode(at: offset)
                }

                func appendValues(to values: inout [ApusSQL.SQLValue]) {
                    values.append(self.id.sqlValue)
                }
            }
            """#,
            conformances: ["Model"]
        )
    }

    @Test("several ids are a composite primary key")
    func compositeKey() {
        expectExpansion(
            #"""
            @Model public struct OrderLine {
                @ID var order: Int
                @ID var product: String
            }
            """#,
            #"""
            public struct OrderLine {
                var order: Int
                var product: String
            }

            extension OrderLine: ApusModel.Model {
                public struct ID: Hashable, Sendable {
                    public var order: Int
                    public var product: String

                    public init(order: Int, product: String) {
                        self.order = order
                        self.product = product
                    }
                }

                public struct Columns: Sendable {
                    public var order: ApusModel.Column<OrderLine, Int> {
                        .init("order")
                    }
                    public var product: ApusModel.Column<OrderLine, String> {
                        .init("product")
                    }
                }

                public static var columns: Columns {
                    Columns()
                }

                public static let schema = ApusModel.TableSchema(
                    "order_line",
                    columns: [
                        ApusModel.ColumnSchema("order", Int.self, .identifier),
                        ApusModel.ColumnSchema("product", String.self, .identifier),
                    ]
                )

                public var id: ID {
                    ID(order: order, product: product)
                }

                public static func keyValues(of id: ID) -> [ApusSQL.SQLValue] {
                    [id.order.sqlValue, id.product.sqlValue]
                }

                public init(row: ApusSQL.Row, from offset: Int) throws(ApusSQL.DatabaseError) {
                    self.order = try row.decode(at: offset)
                    self.product = try row.decode(at: offset + 1)
                }

                public func appendValues(to values: inout [ApusSQL.SQLValue]) {
                    values.append(self.order.sqlValue)
                    values.append(self.product.sqlValue)
                }
            }

            extension OrderLine: ApusJSON.JSONEncodable {
                public func encode(to json: inout ApusJSON.JSONWriter) throws(ApusJSON.JSONError) {
                    json.beginObject()
                    try json.member("order", self.order)
                    try json.member("product", self.product)
                    json.endObject()
                }
            }
            """#
        )
    }
}
