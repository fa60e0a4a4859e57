import ApusMacroExpansion
import SwiftSyntax
import SwiftSyntaxMacros

struct JSONCodableMacro: ExtensionMacro {
    static func expansion(
        of node: AttributeSyntax,
        attachedTo declaration: some DeclGroupSyntax,
        providingExtensionsOf type: some TypeSyntaxProtocol,
        conformingTo protocols: [TypeSyntax],
        in context: some MacroExpansionContext
    ) throws -> [ExtensionDeclSyntax] {
        try ApusMacroExpansion.JSONCodableMacro.expansion(
            of: node,
            attachedTo: declaration,
            providingExtensionsOf: type,
            conformingTo: protocols,
            in: context
        )
    }
}

struct JSONKeyMacro: ForwardingPeerMacro {
    typealias Implementation = ApusMacroExpansion.JSONKeyMacro
}
