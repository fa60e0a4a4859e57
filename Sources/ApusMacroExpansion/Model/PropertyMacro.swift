public import SwiftSyntax
public import SwiftSyntaxMacros

/// `@ID`, `@Unique` and the like: read by ``ModelMacro``, they expand to nothing.
public struct PropertyMacro: PeerMacro {
    /// What the macro expands to.
    public static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) -> [DeclSyntax] {
        let attributes = context.lexicalContext.first?.asProtocol((any WithAttributesSyntax).self)?.attributes ?? []
        let macros = attributes.compactMap { $0.as(AttributeSyntax.self)?.name }
        // A row of a result has columns, but nothing else of a table.
        let isRowColumn = macros.contains("Row") && ["Column", "Hidden"].contains(node.name)
        if !macros.contains("Model") && !isRowColumn || !declaration.is(VariableDeclSyntax.self) {
            let name = node.attributeName.trimmedDescription
            context.report(node, "strayAttribute", "@\(name) belongs on a stored property of a struct that is a @Model")
        }
        return []
    }
}

extension AttributeSyntax {
    /// `Model` for `@Model` and `@ApusModel.Model`.
    var name: String {
        attributeName.as(IdentifierTypeSyntax.self)?.name.text
            ?? attributeName.as(MemberTypeSyntax.self)?.name.text
            ?? attributeName.trimmedDescription
    }
}
