import SwiftSyntax
import SwiftSyntaxMacros

/// What models and rows of results have in common: properties that are columns.
struct RecordDeclaration {
    /// `public ` or the like, for the members of the expansion; empty where the default is right.
    let access: String
    let properties: [ModelProperty]

    /// The stored properties of a struct; nil when what is wrong with one was reported.
    static func properties(
        of declaration: StructDeclSyntax,
        in context: some MacroExpansionContext
    ) -> [ModelProperty]? {
        var properties: [ModelProperty] = []
        var isRight = true
        for member in declaration.memberBlock.members {
            if let property = ModelProperty(member, in: context) {
                properties.append(property)
            } else if member.decl.as(VariableDeclSyntax.self)?.isStoredOfInstance ?? false {
                isRight = false
            } else if let condition = member.decl.as(IfConfigDeclSyntax.self), condition.hasStoredProperty {
                context.report(
                    condition,
                    "conditionalColumn",
                    "a column cannot depend on '#if': declare it always, a table is the same everywhere"
                )
                isRight = false
            }
        }
        return isRight ? properties : nil
    }

    func columnsType(of record: String) -> String {
        SourceText.block(
            "\(access)struct Columns: Sendable",
            properties.map { property in
                let type = "ApusModel.Column<\(record), \(property.type)>"
                return "\(access)var \(property.name): \(type) { .init(\(SourceText.literal(property.column))) }"
            }
        )
    }

    var rowInitializer: String {
        SourceText.block(
            "\(access)init(row: ApusSQL.Row, from offset: Int) throws(ApusSQL.DatabaseError)",
            properties.enumerated().map { index, property in
                "self.\(property.name) = try row.decode(at: offset\(index == 0 ? "" : " + \(index)"))"
            }
        )
    }

    /// The extension that makes the struct `JSONEncodable`.
    func jsonConformance(of type: String) -> String {
        let fields = properties.filter { !$0.isHidden }.map { property in
            "try json.member(\(SourceText.literal(property.plainName)), self.\(property.name))"
        }
        let method = SourceText.block(
            "\(access)func encode(to json: inout ApusJSON.JSONWriter) throws(ApusJSON.JSONError)",
            ["json.beginObject()"] + fields + ["json.endObject()"]
        )
        return "extension \(type): ApusJSON.JSONEncodable {\n\(SourceText.indented(method))\n}"
    }
}

extension StructDeclSyntax {
    /// `public ` or the like, for members that must be seen as far as the struct; empty where the default is right.
    var memberAccess: String {
        modifiers.first { ["public", "package"].contains($0.name.text) }.map { $0.name.text + " " } ?? ""
    }
}

extension IfConfigDeclSyntax {
    fileprivate var hasStoredProperty: Bool {
        clauses.contains { clause in
            guard case .decls(let members)? = clause.elements else { return false }
            return members.contains { member in
                member.decl.as(VariableDeclSyntax.self)?.isStoredOfInstance ?? member.decl.as(IfConfigDeclSyntax.self)?
                    .hasStoredProperty ?? false
            }
        }
    }
}
