import SwiftSyntax
import SwiftSyntaxMacros

/// A member of an object: a stored property of a struct, or an associated value of a case.
struct JSONProperty {
    /// The name as it is written, with backticks where it has some.
    let name: String
    var key: String
    let type: TypeSyntax
    let defaultValue: String?
    /// Whether it is a constant with a value, which is written but cannot be read.
    var isFixed = false

    /// Whether the type tells null from a missing member.
    var tellsNullFromAbsence: Bool {
        type.as(OptionalTypeSyntax.self)?.wrappedType.is(OptionalTypeSyntax.self) ?? false
    }

    /// The stored properties of a struct; nil when what is wrong with one was reported.
    static func all(
        of declaration: StructDeclSyntax,
        _ options: JSONOptions,
        in context: some MacroExpansionContext
    ) -> [JSONProperty]? {
        var properties: [JSONProperty] = []
        for member in declaration.memberBlock.members {
            guard let variable = member.decl.as(VariableDeclSyntax.self), variable.isStoredOfInstance else { continue }
            guard let property = JSONProperty(variable, options, in: context) else { return nil }
            if properties.contains(where: { $0.key == property.key }) {
                context.report(
                    variable,
                    "duplicateKey",
                    "there is a member '\(property.key)' already: choose another name with '@JSONKey(\"…\")'"
                )
                return nil
            }
            properties.append(property)
        }
        return properties
    }

    private init?(_ variable: VariableDeclSyntax, _ options: JSONOptions, in context: some MacroExpansionContext) {
        guard variable.bindings.count == 1, let binding = variable.bindings.first,
            let pattern = binding.pattern.as(IdentifierPatternSyntax.self)
        else {
            context.report(
                variable,
                "severalProperties",
                "declare each property on a line of its own: 'var name: String'"
            )
            return nil
        }
        guard let type = binding.typeAnnotation?.type.trimmed else {
            context.report(binding, "missingType", "write the property's type: 'var \(pattern.trimmed): <type>'")
            return nil
        }
        if let lazy = variable.modifiers.first(where: { $0.name.tokenKind == .keyword(.lazy) }) {
            context.report(lazy, "lazyProperty", "a member cannot be lazy: remove 'lazy'")
            return nil
        }
        name = pattern.identifier.text
        key = options.spelling(of: ModelProperty.plain(name))
        self.type = type
        defaultValue = binding.initializer?.value.trimmedDescription
        isFixed = variable.bindingSpecifier.tokenKind == .keyword(.let) && binding.initializer != nil
        guard variable.attributes.readJSONKey(into: &key, in: context) else { return nil }
    }

    init(name: String, key: String, _ parameter: EnumCaseParameterSyntax) {
        self.name = name
        self.key = key
        type = parameter.type.trimmed
        defaultValue = parameter.defaultValue?.value.trimmedDescription
    }
}

extension TypeSyntax {
    /// Whether it is written as an optional.
    var isOptional: Bool { self.is(OptionalTypeSyntax.self) }
}
