import ApusMacroExpansion
import SwiftSyntaxMacros

struct ModelMacro: ForwardingRecordMacro {
    typealias Implementation = ApusMacroExpansion.ModelMacro
}

struct RowMacro: ForwardingRecordMacro {
    typealias Implementation = ApusMacroExpansion.RowMacro
}
