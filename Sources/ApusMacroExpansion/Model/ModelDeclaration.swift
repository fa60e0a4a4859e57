import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacros

/// A struct that is a model, as it is written.
struct ModelDeclaration {
    let table: String
    let record: RecordDeclaration
    /// The properties that identify a row: one, or those of a composite primary key.
    let ids: [ModelProperty]
    /// Whether the struct says itself how it is made.
    let hasInitializer: Bool

    var access: String { record.access }
    var properties: [ModelProperty] { record.properties }

    /// Reads a model; nil when what is wrong with it was reported.
    init?(_ node: AttributeSyntax, _ declaration: some DeclGroupSyntax, in context: some MacroExpansionContext) {
        guard let declaration = declaration.as(StructDeclSyntax.self) else {
            context.report(
                declaration.introducer,
                "notAStruct",
                "a @Model is a struct: rows are values, and safe to share between tasks"
            )
            return nil
        }
        if let generics = declaration.genericParameterClause {
            context.report(generics, "genericModel", "a @Model cannot be generic: a table has one type for each column")
            return nil
        }
        guard let table = Self.table(node, declaration, in: context) else { return nil }
        self.table = table

        guard let properties = RecordDeclaration.properties(of: declaration, in: context),
            let ids = Self.ids(of: properties, declaration, in: context),
            Self.check(properties, ids[0], in: context)
        else { return nil }
        let idType = ids.count == 1 ? ids[0].type : nil
        Self.checkReferences(of: declaration.name.text, to: idType, in: properties, in: context)
        record = RecordDeclaration(access: declaration.memberAccess, properties: properties)
        self.ids = ids
        hasInitializer = declaration.memberBlock.members.contains { $0.decl.is(InitializerDeclSyntax.self) }
    }

    private static func table(
        _ node: AttributeSyntax,
        _ declaration: StructDeclSyntax,
        in context: some MacroExpansionContext
    ) -> String? {
        guard let argument = node.arguments?.as(LabeledExprListSyntax.self)?.first else {
            return ModelProperty.plain(declaration.name.text).snakeCased
        }
        guard let name = argument.expression.as(StringLiteralExprSyntax.self)?.plainText,
            !name.isEmpty, !name.contains("\0")
        else {
            context.report(
                argument.expression,
                "tableName",
                "the table's name must be a literal: '@Model(table: \"places\")'"
            )
            return nil
        }
        return name
    }

    /// The properties that identify a row, one at least; nil when what is wrong with them was reported.
    private static func ids(
        of properties: [ModelProperty],
        _ declaration: StructDeclSyntax,
        in context: some MacroExpansionContext
    ) -> [ModelProperty]? {
        let ids = properties.filter(\.isID)
        guard !ids.isEmpty else {
            let candidate = properties.first { $0.plainName == "id" }
            context.report(
                declaration.name,
                "missingID",
                "a model needs an id: put @ID on the property that identifies a row",
                fixIts: candidate.map { [.mark($0.declaration, as: "@ID")] } ?? []
            )
            return nil
        }
        if let id = ids.first(where: \.isOptional) {
            context.report(
                id.typeSyntax,
                "optionalID",
                "an id cannot be optional: write '@ID(.generated)' to let the database number the rows"
            )
            return nil
        }
        return ids.count == 1 || areParts(ids, in: context) ? ids : nil
    }

    /// Whether properties can be the parts of a composite primary key.
    private static func areParts(_ ids: [ModelProperty], in context: some MacroExpansionContext) -> Bool {
        for id in ids {
            if id.source == .generated {
                context.report(
                    id.declaration,
                    "generatedPart",
                    "an id of several properties is not numbered by the database: write '@ID' alone, or keep this @ID only"
                )
                return false
            }
            if id.plainName == "id" {
                context.report(
                    id.declaration,
                    "partNamedID",
                    "'id' is what all @ID properties are together: rename this one"
                )
                return false
            }
        }
        return true
    }

    private static func check(
        _ properties: [ModelProperty],
        _ id: ModelProperty,
        in context: some MacroExpansionContext
    ) -> Bool {
        var columns: Set<String> = []
        for property in properties {
            if !columns.insert(property.column).inserted {
                context.report(
                    property.declaration,
                    "duplicateColumn",
                    "the column '\(property.column)' exists already: choose another name with '@Column(\"…\")'"
                )
                return false
            }
            if property.plainName == "id", !property.isID {
                context.report(
                    property.declaration,
                    "otherID",
                    "'id' is what a model is found by: rename this property, or make it the @ID instead of '\(id.name)'"
                )
                return false
            }
        }
        if let second = properties.filter({ $0.source == .version }).dropFirst().first {
            context.report(second.declaration, "severalVersions", "a model has one @Version")
            return false
        }
        return true
    }
}

extension ModelDeclaration {
    /// Compares the types of references to the model itself as they are written; the compiler compares those to others.
    private static func checkReferences(
        of name: String,
        to idType: String?,
        in properties: [ModelProperty],
        in context: some MacroExpansionContext
    ) {
        for property in properties {
            guard let target = property.reference?.target, [name, "Self"].contains(target) else { continue }
            let type = property.typeSyntax.as(OptionalTypeSyntax.self)?.wrappedType ?? property.typeSyntax
            if ![idType, "\(name).ID", "Self.ID", "ID"].contains(type.trimmedDescription) {
                context.report(property.typeSyntax, "referenceType", referenceTypeMessage(target))
            }
        }
    }

    static func referenceTypeMessage(_ target: String) -> String {
        "a reference to \(target) must have the type of its id: '\(target).ID' or '\(target).ID?'"
    }
}

extension FixIt {
    fileprivate static func mark(_ declaration: VariableDeclSyntax, as attribute: String) -> FixIt {
        let bare = declaration.with(\.leadingTrivia, [])
        let marked = bare.with(
            \.attributes,
            [.attribute(AttributeSyntax("\(raw: attribute)").with(\.trailingTrivia, .space))] + bare.attributes
        )
        return .replace(
            "put \(attribute) on '\(declaration.bindings.first?.pattern.trimmedDescription ?? "")'",
            declaration,
            with: marked.with(\.leadingTrivia, declaration.leadingTrivia)
        )
    }
}
