import SwiftSyntax
import SwiftSyntaxMacros

/// A struct that is a row of a query's result, as it is written.
struct RowDeclaration {
    let record: RecordDeclaration

    /// Reads a row; nil when what is wrong with it was reported.
    init?(_ declaration: some DeclGroupSyntax, in context: some MacroExpansionContext) {
        guard let declaration = declaration.as(StructDeclSyntax.self) else {
            context.report(
                declaration.introducer,
                "rowNotAStruct",
                "a @Row is a struct: rows are values, and safe to share between tasks"
            )
            return nil
        }
        if let generics = declaration.genericParameterClause {
            context.report(generics, "genericRow", "a @Row cannot be generic: its columns have one type each")
            return nil
        }
        guard let properties = RecordDeclaration.properties(of: declaration, in: context) else { return nil }
        guard !properties.isEmpty else {
            context.report(declaration.name, "emptyRow", "a @Row has a property for each column: add one")
            return nil
        }
        record = RecordDeclaration(access: declaration.memberAccess, properties: properties)
    }

    /// The extension that makes the struct a `Record`.
    func conformance(of type: String) -> String {
        let names = record.properties.map { SourceText.literal($0.column) }.joined(separator: ", ")
        let members = [
            record.columnsType(of: type),
            "\(record.access)static var columns: Columns { Columns() }",
            "\(record.access)static let columnNames = [\(names)]",
            record.rowInitializer,
            projection(of: type),
        ]
        return "extension \(type): ApusModel.Record {\n\(members.map(SourceText.indented).joined(separator: "\n\n"))\n}"
    }

    /// The function that has the row selected.
    private func projection(of type: String) -> String {
        let parameters = record.properties.map { "\($0.name): some ApusModel.SQLExpression<\($0.type)>" }
        let trees = record.properties.map { "\($0.name).tree" }
        return SourceText.block(
            "\(record.access)static func select(\(parameters.joined(separator: ", "))) -> ApusModel.Projection<\(type)>",
            ["ApusModel.Projection([\(trees.joined(separator: ", "))])"]
        )
    }
}
