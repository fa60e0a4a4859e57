import ApusJSONCodable
import Foundation

/// An object of six fields, as a list of an API has them. Read and written by generated functions.
@JSONCodable struct Place: Equatable {
    let id: Int
    var name: String
    var country: String
    var latitude: Double
    var population: Int?
    var isCapital: Bool
}

/// The same, read and written by what the compiler makes for `Codable`.
struct PlainPlace: Codable, Equatable {
    let id: Int
    var name: String
    var country: String
    var latitude: Double
    var population: Int?
    var isCapital: Bool
}

extension Place {
    /// A hundred places: 11 kB of JSON.
    static let list = (0..<100).map { index in
        Place(
            id: 1_000_000 + index,
            name: "A place with number \(index)",
            country: ["CH", "FI", "BR", "NZ"][index % 4],
            latitude: Double(index * 7919 % 18_000 - 9_000) / 100,
            population: index % 10 == 0 ? nil : index * 10_007,
            isCapital: index % 25 == 0
        )
    }

    var plain: PlainPlace {
        PlainPlace(
            id: id,
            name: name,
            country: country,
            latitude: latitude,
            population: population,
            isCapital: isCapital
        )
    }
}
