import SwiftCompilerPlugin
import SwiftSyntaxMacros

/// The program that the compiler asks to expand macros.
@main
struct Plugin: CompilerPlugin {
    let providingMacros: [any Macro.Type] = [
        ColumnCheckFailed.self,
        ColumnCheckPassed.self,
        JSONCodableMacro.self,
        JSONKeyMacro.self,
        ModelMacro.self,
        PropertyMacro.self,
        ReferenceCheckFailed.self,
        RowMacro.self,
    ]
}
