import SwiftSyntax
import SwiftSyntaxBuilder

extension ExtensionDeclSyntax {
    /// The extensions for those protocols that a type does not conform to already.
    ///
    /// - Parameters:
    ///   - conformances: Protocols, each with the text of the extension that makes the type conform to it.
    ///   - missing: The protocols that are missing.
    static func all(_ conformances: (String, () -> String)..., conformingTo missing: [TypeSyntax])
        -> [ExtensionDeclSyntax]
    {
        let names = missing.map(\.typeName)
        return conformances.filter { names.contains($0.0) }
            .map { DeclSyntax("\(raw: $0.1())") }
            .compactMap { $0.as(ExtensionDeclSyntax.self) }
    }
}

extension TypeSyntax {
    /// The type's name without that of its module.
    var typeName: String {
        trimmedDescription.split(separator: ".").last.map(String.init) ?? ""
    }
}
