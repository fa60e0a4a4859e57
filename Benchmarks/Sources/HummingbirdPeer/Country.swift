import GRDB
import Hummingbird

/// One row of the benchmark's `countries` table, which GRDB reads and Hummingbird writes as JSON, both by `Codable`.
struct Country: Codable, FetchableRecord, TableRecord, ResponseEncodable {
    static let databaseTableName = "countries"

    var code: String
    var name: String
    var alpha3: String
    var numeric: String
    var population: Int
    var flag: String
}
