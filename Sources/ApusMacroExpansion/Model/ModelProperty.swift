import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxMacros

/// A stored property of a model, as it is written.
struct ModelProperty {
    enum Source {
        case given
        case generated
        /// A UUID that is made when the model is.
        case made
        case created
        case updated
        case deleted
        case version
    }

    let declaration: VariableDeclSyntax
    /// The name as it is written, with backticks where it has some.
    let name: String
    /// The type as it is written, in its place in the source.
    let typeSyntax: TypeSyntax
    let hasDefault: Bool
    var column: String
    var isID = false
    var isUnique = false
    var isIndexed = false
    /// Whether it says whose row it is.
    var isTenant = false
    /// Whether it is left out of the JSON.
    var isHidden = false
    /// Where the values come from.
    var source = Source.given
    /// The model that is referenced, and what happens when its row is deleted.
    var reference: (target: String, onDelete: String?)?

    var type: String { typeSyntax.trimmedDescription }
    var isOptional: Bool { typeSyntax.is(OptionalTypeSyntax.self) }
    /// The name without backticks.
    var plainName: String { Self.plain(name) }

    /// The traits of its `ColumnSchema`.
    var traits: [String] {
        var traits: [String] = []
        if isID { traits.append(source == .generated ? ".generatedIdentifier" : ".identifier") }
        if isUnique { traits.append(".unique") }
        if isIndexed { traits.append(".indexed") }
        if isTenant { traits.append(".tenant") }
        switch source {
        case .version: traits.append(".version")
        case .created: traits.append(".timestamp(.created)")
        case .updated: traits.append(".timestamp(.updated)")
        case .deleted: traits.append(".timestamp(.deleted)")
        case .given, .generated, .made: break
        }
        if let reference {
            let action = reference.onDelete.map { ", onDelete: \($0)" } ?? ""
            traits.append(".references(\(reference.target).self\(action))")
        }
        return traits
    }

    /// What a new model holds there until the database knows better.
    var placeholder: String? {
        switch source {
        case .given, .deleted: nil
        case .made: ".version7()"
        case .generated: "0"
        case .version: "1"
        case .created, .updated: ".init(timeIntervalSince1970: 0)"
        }
    }

    static func plain(_ name: String) -> String {
        name.hasPrefix("`") && name.hasSuffix("`") && name.count > 2 ? String(name.dropFirst().dropLast()) : name
    }
}
