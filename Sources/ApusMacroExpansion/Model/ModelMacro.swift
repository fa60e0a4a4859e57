public import SwiftSyntax
import SwiftSyntaxBuilder
public import SwiftSyntaxMacros

/// `@Model`: see its declaration in `ApusModel`.
public struct ModelMacro {}

extension ModelMacro: ExtensionMacro {
    /// What the macro expands to.
    public static func expansion(
        of node: AttributeSyntax,
        attachedTo declaration: some DeclGroupSyntax,
        providingExtensionsOf type: some TypeSyntaxProtocol,
        conformingTo protocols: [TypeSyntax],
        in context: some MacroExpansionContext
    ) throws -> [ExtensionDeclSyntax] {
        guard let model = ModelDeclaration(node, declaration, in: context) else { return [] }
        return ExtensionDeclSyntax.all(
            ("Model", { model.conformance(of: type.trimmedDescription) }),
            ("JSONEncodable", { model.record.jsonConformance(of: type.trimmedDescription) }),
            conformingTo: protocols
        )
    }
}

extension ModelMacro: MemberAttributeMacro {
    /// What the macro expands to.
    public static func expansion(
        of node: AttributeSyntax,
        attachedTo declaration: some DeclGroupSyntax,
        providingAttributesFor member: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) -> [AttributeSyntax] {
        guard let model = declaration.as(StructDeclSyntax.self), let property = member.as(VariableDeclSyntax.self),
            property.isStoredOfInstance, property.bindings.count == 1,
            let type = property.bindings.first?.typeAnnotation?.type.trimmed
        else { return [] }
        var checks: [AttributeSyntax] = ["@_ColumnCheck(\(type).self)"]
        for case .attribute(let attribute) in property.attributes where attribute.name == "References" {
            guard let target = attribute.arguments?.as(LabeledExprListSyntax.self)?.first?.expression.trimmed else {
                continue
            }
            // The compiler does not know yet what a model is that it is in the middle of; see `ModelDeclaration`.
            let name = target.as(MemberAccessExprSyntax.self)?.base?.trimmedDescription.split(separator: ".").last ?? ""
            if !["Self", model.name.text[...]].contains(name) {
                checks.append("@_ReferenceCheck(\(target), \(type).self)")
            }
        }
        return checks
    }
}
