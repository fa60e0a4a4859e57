import ApusModel

/// One row of the benchmark's `countries` table.
@Model(table: "countries")
struct Country {
    @ID var code: String
    var name: String
    var alpha3: String
    var numeric: String
    var population: Int
    var flag: String
}
