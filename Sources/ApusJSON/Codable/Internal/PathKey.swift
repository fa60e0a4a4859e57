/// A step of a coding path: the name of a member or the position of an element.
struct PathKey: CodingKey {
    private let name: String
    let intValue: Int?

    static let `super` = PathKey("super")

    init(_ name: String) {
        self.name = name
        intValue = nil
    }

    init(_ position: Int) {
        name = ""
        intValue = position
    }

    init(stringValue: String) {
        self.init(stringValue)
    }

    init(intValue: Int) {
        self.init(intValue)
    }

    var stringValue: String { intValue.map { "Index \($0)" } ?? name }
}
