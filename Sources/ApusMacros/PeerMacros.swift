import ApusMacroExpansion
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

struct PropertyMacro: ForwardingPeerMacro {
    typealias Implementation = ApusMacroExpansion.PropertyMacro
}

struct ColumnCheckPassed: ForwardingPeerMacro {
    typealias Implementation = ApusMacroExpansion.ColumnCheckPassed
}

struct ColumnCheckFailed: ForwardingPeerMacro {
    typealias Implementation = ApusMacroExpansion.ColumnCheckFailed
}

struct ReferenceCheckFailed: ForwardingPeerMacro {
    typealias Implementation = ApusMacroExpansion.ReferenceCheckFailed
}
