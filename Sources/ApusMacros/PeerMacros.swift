import ApusMacroExpansion
import SwiftSyntaxMacros

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
