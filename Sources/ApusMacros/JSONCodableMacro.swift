import ApusMacroExpansion
import SwiftSyntaxMacros

struct JSONCodableMacro: ForwardingExtensionMacro {
    typealias Implementation = ApusMacroExpansion.JSONCodableMacro
}

struct JSONKeyMacro: ForwardingPeerMacro {
    typealias Implementation = ApusMacroExpansion.JSONKeyMacro
}
