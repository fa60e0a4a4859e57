import SwiftCompilerPlugin
import SwiftSyntaxMacros

@main
struct Plugin: CompilerPlugin {
    let providingMacros: [any Macro.Type] = [
        ColumnCheckFailed.self,
        ColumnCheckPassed.self,
        ModelMacro.self,
        PropertyMacro.self,
        ReferenceCheckFailed.self,
    ]
}
