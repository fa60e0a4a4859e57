/// How the names of coding keys are spelt in a document. The keys of dictionaries are data and stay as they are.
public enum JSONKeyFormat: Sendable {
    /// As the type declares them.
    case asDeclared
    /// `firstName` is `first_name`, `urlOfPage` is `url_of_page`: the same names as Foundation's strategies give.
    ///
    /// A property's name must be what reading makes of its spelling: `imageURL` is written as `image_url`, which reads
    /// as `imageUrl`. Say `case imageURL = "imageUrl"` in `CodingKeys` then.
    case snakeCase
    /// By two functions.
    ///
    /// - Parameters:
    ///   - fromJSON: Makes the declared name of a document's key.
    ///   - toJSON: Makes the document's key of a declared name.
    case custom(fromJSON: @Sendable (String) -> String, toJSON: @Sendable (String) -> String)
}

extension JSONKeyFormat {
    /// Whether names are the same on both sides.
    var isAsDeclared: Bool {
        if case .asDeclared = self { true } else { false }
    }

    /// The document's key of a declared name.
    func encoded(_ name: String) -> String {
        switch self {
        case .asDeclared: name
        case .snakeCase: SnakeCase.snakeCase(ofCamelCase: name)
        case .custom(_, let toJSON): toJSON(name)
        }
    }

    /// The declared name of a document's key.
    func decoded(_ key: String) -> String {
        switch self {
        case .asDeclared: key
        case .snakeCase: SnakeCase.camelCase(ofSnakeCase: key)
        case .custom(let fromJSON, _): fromJSON(key)
        }
    }
}
