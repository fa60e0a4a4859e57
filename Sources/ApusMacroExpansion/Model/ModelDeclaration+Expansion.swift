import SwiftSyntax

extension ModelDeclaration {
    /// The extension that makes the struct a `Model`.
    func conformance(of type: String) -> String {
        let columns = [
            record.columnsType(of: type),
            "\(access)static var columns: Columns { Columns() }",
            schema,
        ]
        var members = [idType] + columns + idMembers + [record.rowInitializer, values]
        if let shortInitializer { members.append(shortInitializer) }
        return "extension \(type): ApusModel.Model {\n\(members.map(SourceText.indented).joined(separator: "\n\n"))\n}"
    }

    private var idType: String {
        guard ids.count > 1 else { return "\(access)typealias ID = \(ids[0].type)" }
        let properties = ids.map { "\(access)var \($0.name): \($0.type)" }
        let initializer = SourceText.block(
            "\(access)init(\(ids.map { "\($0.name): \($0.type)" }.joined(separator: ", ")))",
            ids.map { "self.\($0.name) = \($0.name)" }
        )
        return SourceText.block("\(access)struct ID: Hashable, Sendable", properties + ["", initializer])
    }

    private var idMembers: [String] {
        guard ids.count > 1 else {
            return ids[0].plainName == "id" ? [] : ["\(access)var id: \(ids[0].type) { \(ids[0].name) }"]
        }
        let parts = ids.map { "\($0.name): \($0.name)" }.joined(separator: ", ")
        let values = ids.map { "id.\($0.name).sqlValue" }.joined(separator: ", ")
        return [
            "\(access)var id: ID { ID(\(parts)) }",
            "\(access)static func keyValues(of id: ID) -> [ApusSQL.SQLValue] { [\(values)] }",
        ]
    }

    private var schema: String {
        let columns = properties.map { property in
            var arguments = [SourceText.literal(property.column)]
            if property.plainName != property.column {
                arguments.append("property: \(SourceText.literal(property.plainName))")
            }
            arguments.append("\(property.type).self")
            arguments += property.traits
            return SourceText.indented("ApusModel.ColumnSchema(\(arguments.joined(separator: ", "))),")
        }
        let list = (["columns: ["] + columns + ["]"]).joined(separator: "\n")
        return """
            \(access)static let schema = ApusModel.TableSchema(
            \(SourceText.indented("\(SourceText.literal(table)),\n\(list)"))
            )
            """
    }

    private var values: String {
        SourceText.block(
            "\(access)func appendValues(to values: inout [ApusSQL.SQLValue])",
            properties.map { "values.append(self.\($0.name).sqlValue)" }
        )
    }

    /// An initializer without the properties that the database fills in, when one of them has no default value.
    private var shortInitializer: String? {
        guard !hasInitializer, properties.contains(where: { $0.placeholder != nil && !$0.hasDefault }) else {
            return nil
        }
        let parameters = properties.filter { $0.placeholder == nil }.map { property in
            let value = property.declaration.bindings.first?.initializer?.value.trimmedDescription
            let initial = value.map { " = \($0)" } ?? (property.hasDefault ? " = nil" : "")
            return "\(property.name): \(property.type)\(initial)"
        }
        let assignments = properties.compactMap { property -> String? in
            guard let placeholder = property.placeholder else { return "self.\(property.name) = \(property.name)" }
            return property.hasDefault ? nil : "self.\(property.name) = \(placeholder)"
        }
        return SourceText.block("\(access)init(\(parameters.joined(separator: ", ")))", assignments)
    }
}
