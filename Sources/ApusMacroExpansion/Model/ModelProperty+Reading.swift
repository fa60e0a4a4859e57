import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacros

extension ModelProperty {
    /// Reads a member of a model; nil when it is not a stored property, or when what is wrong with it was reported.
    init?(_ member: MemberBlockItemSyntax, in context: some MacroExpansionContext) {
        guard let declaration = member.decl.as(VariableDeclSyntax.self), declaration.isStoredOfInstance else {
            return nil
        }
        let attributes = declaration.attributes.compactMap { $0.as(AttributeSyntax.self) }
        guard declaration.bindings.count == 1, let binding = declaration.bindings.first,
            let pattern = binding.pattern.as(IdentifierPatternSyntax.self)
        else {
            context.report(
                declaration,
                "severalProperties",
                "declare each column on a line of its own: 'var name: String'"
            )
            return nil
        }
        if let lazy = declaration.modifiers.first(where: { $0.name.tokenKind == .keyword(.lazy) }) {
            context.report(
                lazy,
                "lazyProperty",
                "a column cannot be lazy: remove 'lazy', or make the property computed"
            )
            return nil
        }
        name = pattern.identifier.text
        guard let typeSyntax = binding.typeAnnotation?.type else {
            Self.reportMissingType(binding, name, in: context)
            return nil
        }
        if declaration.bindingSpecifier.tokenKind == .keyword(.let), binding.initializer != nil {
            context.report(
                declaration.bindingSpecifier,
                "constantColumn",
                "a 'let' with a value cannot be read from the database: make it a 'var', or 'static'",
                fixIts: [
                    .replace(
                        "replace 'let' by 'var'",
                        declaration.bindingSpecifier,
                        with: declaration.bindingSpecifier.with(\.tokenKind, .keyword(.var))
                    )
                ]
            )
            return nil
        }
        self.declaration = declaration
        self.typeSyntax = typeSyntax
        hasDefault =
            binding.initializer != nil
            || (declaration.bindingSpecifier.text == "var" && typeSyntax.is(OptionalTypeSyntax.self))
        column = Self.plain(name).snakeCased
        for attribute in attributes where !read(attribute, in: context) { return nil }
    }

    /// Whether the attribute is right, or none of ours.
    private mutating func read(_ attribute: AttributeSyntax, in context: some MacroExpansionContext) -> Bool {
        let arguments = attribute.arguments?.as(LabeledExprListSyntax.self)
        switch attribute.name {
        case "ID":
            isID = true
            guard let source = arguments?.first?.expression else { return true }
            guard source.lastName == "generated" else {
                context.report(source, "idSource", "write '.generated', so that its meaning is seen here")
                return false
            }
            guard ["Int", "Int64", "Int32", "UUID"].contains(type) else {
                context.report(typeSyntax, "generatedType", "an id that is generated must be an 'Int' or a 'UUID'")
                return false
            }
            self.source = type == "UUID" ? .made : .generated
        case "Unique":
            isUnique = true
        case "Indexed":
            isIndexed = true
        case "Hidden":
            isHidden = true
        case "Tenant":
            isTenant = true
        case "Version":
            guard type == "Int" else {
                context.report(typeSyntax, "versionType", "a version must be an 'Int'")
                return false
            }
            source = .version
        case "Timestamp":
            let event = arguments?.first?.expression.lastName
            guard event == "deleted" ? ["Date?", "Optional<Date>"].contains(type) : type == "Date" else {
                let message =
                    event == "deleted"
                    ? "the time of a deletion must be a 'Date?': a row that is there has none"
                    : "a timestamp must be a 'Date'"
                context.report(typeSyntax, "timestampType", message)
                return false
            }
            switch event {
            case "created": source = .created
            case "updated": source = .updated
            case "deleted": source = .deleted
            default:
                context.report(
                    attribute,
                    "timestampEvent",
                    "write '.created', '.updated' or '.deleted', so that its meaning is seen here"
                )
                return false
            }
        case "Column":
            return readColumn(attribute, arguments, in: context)
        case "References":
            guard let access = arguments?.first?.expression.as(MemberAccessExprSyntax.self),
                access.declName.baseName.tokenKind == .keyword(.self), let target = access.base
            else {
                context.report(attribute, "referenceTarget", "name the model: '@References(Currency.self)'")
                return false
            }
            let action = arguments?.first { $0.label?.text == "onDelete" }?.expression.trimmedDescription
            reference = (target.trimmedDescription, action)
        default:
            break
        }
        return true
    }

    private mutating func readColumn(
        _ attribute: AttributeSyntax,
        _ arguments: LabeledExprListSyntax?,
        in context: some MacroExpansionContext
    ) -> Bool {
        guard let literal = arguments?.first?.expression.as(StringLiteralExprSyntax.self),
            let name = literal.plainText, !name.isEmpty, !name.contains("\0")
        else {
            context.report(attribute, "columnName", "the column's name must be a literal: '@Column(\"name\")'")
            return false
        }
        column = name
        return true
    }

    private static func reportMissingType(
        _ binding: PatternBindingSyntax,
        _ name: String,
        in context: some MacroExpansionContext
    ) {
        let value = binding.initializer?.value
        let type: String? =
            switch value?.kind {
            case .integerLiteralExpr: "Int"
            case .floatLiteralExpr: "Double"
            case .stringLiteralExpr: "String"
            case .booleanLiteralExpr: "Bool"
            default: nil
            }
        guard let type else {
            return context.report(binding, "missingType", "write the column's type: 'var \(name): <type>'")
        }
        let pattern = binding.pattern.with(\.trailingTrivia, [])
        let typed = binding.with(\.pattern, pattern)
            .with(
                \.typeAnnotation,
                TypeAnnotationSyntax(
                    colon: .colonToken(trailingTrivia: .space),
                    type: TypeSyntax("\(raw: type)"),
                    trailingTrivia: .space
                )
            )
        context.report(
            binding,
            "missingType",
            "write the column's type: 'var \(name): \(type)'",
            fixIts: [.replace("insert ': \(type)'", binding, with: typed)]
        )
    }
}

extension VariableDeclSyntax {
    /// Whether each instance keeps a value there: no `static`, no computed property. Observers do not matter.
    var isStoredOfInstance: Bool {
        if modifiers.contains(where: { [.keyword(.static), .keyword(.class)].contains($0.name.tokenKind) }) {
            return false
        }
        guard let accessors = bindings.first?.accessorBlock?.accessors else { return true }
        guard case .accessors(let list) = accessors else { return false }
        return list.allSatisfy { [.keyword(.willSet), .keyword(.didSet)].contains($0.accessorSpecifier.tokenKind) }
    }
}

extension ExprSyntax {
    /// `generated` for `.generated` and `IDSource.generated`.
    fileprivate var lastName: String? { self.as(MemberAccessExprSyntax.self)?.declName.baseName.text }
}
