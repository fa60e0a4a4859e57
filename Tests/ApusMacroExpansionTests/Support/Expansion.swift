import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacroExpansion
import SwiftSyntaxMacrosGenericTestSupport
import Testing

@testable import ApusMacroExpansion

private let macros: [String: MacroSpec] = [
    "ID": MacroSpec(type: PropertyMacro.self),
    "Unique": MacroSpec(type: PropertyMacro.self),
    "Indexed": MacroSpec(type: PropertyMacro.self),
    "References": MacroSpec(type: PropertyMacro.self),
    "Column": MacroSpec(type: PropertyMacro.self),
    "Hidden": MacroSpec(type: PropertyMacro.self),
    "Version": MacroSpec(type: PropertyMacro.self),
    "Timestamp": MacroSpec(type: PropertyMacro.self),
    "_ColumnCheck": MacroSpec(type: ColumnCheckPassed.self),
    "_ReferenceCheck": MacroSpec(type: ColumnCheckPassed.self),
    "_ColumnCheckFailed": MacroSpec(type: ColumnCheckFailed.self),
    "_ReferenceCheckFailed": MacroSpec(type: ReferenceCheckFailed.self),
]

/// Expects the macros in `source` to expand to exactly `expected`, with exactly these diagnostics.
///
/// - Parameter conformances: What `@Model` is asked to add: what the struct does not conform to already.
func expectExpansion(
    _ source: String,
    _ expected: String,
    _ diagnostics: [DiagnosticSpec] = [],
    conformances: [String] = ["Model", "JSONEncodable"],
    fixed: String? = nil,
    location: Testing.SourceLocation = #_sourceLocation
) {
    var macros = macros
    macros["Model"] = MacroSpec(type: ModelMacro.self, conformances: conformances.map { TypeSyntax("\(raw: $0)") })
    macros["Row"] = MacroSpec(type: RowMacro.self, conformances: ["Record", "JSONEncodable"])
    assertMacroExpansion(
        source,
        expandedSource: expected,
        diagnostics: diagnostics,
        macroSpecs: macros,
        applyFixIts: nil,
        fixedSource: fixed,
        failureHandler: { failure in
            Issue.record("\(failure.message)", sourceLocation: location)
        }
    )
}

/// Expects one mistake to be reported, and nothing to be generated.
///
/// - Parameters:
///   - line: The line that is marked, from one.
///   - column: The column that is marked, from one.
///   - fixIt: What the fix-it says, and the source after it.
func expectMistake(
    _ source: String,
    _ message: String,
    line: Int,
    column: Int,
    expanded: String,
    fixIt: (message: String, source: String)? = nil,
    location: Testing.SourceLocation = #_sourceLocation
) {
    let diagnostic = DiagnosticSpec(
        message: message,
        line: line,
        column: column,
        fixIts: fixIt.map { [FixItSpec(message: $0.message)] } ?? []
    )
    expectExpansion(source, expanded, [diagnostic], fixed: fixIt?.source, location: location)
}
