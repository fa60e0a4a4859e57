import SwiftSyntax
import SwiftSyntaxMacros

// The compiler finds a macro by the name of this module and of a type in it. The work is done in `ApusMacroExpansion`, a
// library, because a test that links a macro's own target makes SwiftPM build all tests and what they need a second time.

/// A peer macro that another type implements.
protocol ForwardingPeerMacro: PeerMacro {
    associatedtype Implementation: PeerMacro
}

extension ForwardingPeerMacro {
    static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        try Implementation.expansion(of: node, providingPeersOf: declaration, in: context)
    }
}

/// A macro that another type implements, and that adds extensions to what it is attached to.
protocol ForwardingExtensionMacro: ExtensionMacro {
    associatedtype Implementation: ExtensionMacro
}

extension ForwardingExtensionMacro {
    static func expansion(
        of node: AttributeSyntax,
        attachedTo declaration: some DeclGroupSyntax,
        providingExtensionsOf type: some TypeSyntaxProtocol,
        conformingTo protocols: [TypeSyntax],
        in context: some MacroExpansionContext
    ) throws -> [ExtensionDeclSyntax] {
        try Implementation.expansion(
            of: node,
            attachedTo: declaration,
            providingExtensionsOf: type,
            conformingTo: protocols,
            in: context
        )
    }
}

/// A macro that another type implements, and that adds extensions to a type and attributes to its members.
protocol ForwardingRecordMacro: ForwardingExtensionMacro, MemberAttributeMacro
where Implementation: ExtensionMacro & MemberAttributeMacro {}

extension ForwardingRecordMacro {
    static func expansion(
        of node: AttributeSyntax,
        attachedTo declaration: some DeclGroupSyntax,
        providingAttributesFor member: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [AttributeSyntax] {
        try Implementation.expansion(of: node, attachedTo: declaration, providingAttributesFor: member, in: context)
    }
}
