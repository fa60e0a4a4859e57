public import SwiftSyntax
import SwiftSyntaxBuilder
public import SwiftSyntaxMacros

/// `@Row`: see its declaration in `ApusModel`.
public struct RowMacro {}

extension RowMacro: ExtensionMacro {
    /// What the macro expands to.
    public static func expansion(
        of node: AttributeSyntax,
        attachedTo declaration: some DeclGroupSyntax,
        providingExtensionsOf type: some TypeSyntaxProtocol,
        conformingTo protocols: [TypeSyntax],
        in context: some MacroExpansionContext
    ) throws -> [ExtensionDeclSyntax] {
        guard let row = RowDeclaration(declaration, in: context) else { return [] }
        return ExtensionDeclSyntax.all(
            ("Record", { row.conformance(of: type.trimmedDescription) }),
            ("JSONEncodable", { row.record.jsonConformance(of: type.trimmedDescription) }),
            conformingTo: protocols
        )
    }
}

extension RowMacro: MemberAttributeMacro {
    /// What the macro expands to.
    public static func expansion(
        of node: AttributeSyntax,
        attachedTo declaration: some DeclGroupSyntax,
        providingAttributesFor member: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) -> [AttributeSyntax] {
        ModelMacro.expansion(of: node, attachedTo: declaration, providingAttributesFor: member, in: context)
    }
}
