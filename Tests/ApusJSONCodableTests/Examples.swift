import ApusJSONCodable
import Foundation

@JSONCodable struct Country: Equatable {
    let code: String
    var name: String
    var population: Int?
    var area: Double
    var isMember: Bool = false
    @JSONKey("iso_num") var numeric: Int
}

@JSONCodable(keys: .snakeCase, omitsNil: true) struct Account: Equatable, Sendable {
    let userID: UUID
    var createdAt: Date
    var homePage: URL?
    var balance: Decimal
    var role: Role
    var labels: [String: String] = [:]
    let apiVersion: Int = 3
    var children: [Account]?

    enum Role: String, Codable {
        case admin, guest
    }
}

@JSONCodable enum Colour: Equatable, CaseIterable {
    case red
    case `default`
    @JSONKey("dark-blue") case darkBlue
}

@JSONCodable enum Level: Int, Equatable {
    case low = 1
    case high = 2
}

@JSONCodable(discriminator: "kind") indirect enum Shape: Equatable {
    case empty
    case circle(radius: Double)
    case box(width: Double, height: Double = 1, colour: Colour?)
    case country(Country)
    case group(shapes: [Shape], name: String)
}

/// What a client may change: a member that is not there stays as it is.
@JSONCodable(refusesOthers: true) struct Change: Equatable {
    var name: String?
    var note: String??
}

@JSONCodable struct Page<Item: Equatable>: Equatable {
    var items: [Item]
    var total: Int
}

@JSONCodable struct Nothing: Equatable {}

struct Plain: Codable, Equatable {
    var x: Int
}

/// Members that only Codable knows.
@JSONCodable struct Mixed: Equatable {
    var plain: Plain
    var optional: Plain?
    var list: [Plain]
    var withDefault: Plain = Plain(x: 7)
}
