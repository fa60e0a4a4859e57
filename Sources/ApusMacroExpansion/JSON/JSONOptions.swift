import SwiftSyntax
import SwiftSyntaxMacros

/// The arguments of `@JSONCodable`.
struct JSONOptions {
    private(set) var isSnakeCase = false
    private(set) var omitsNil = false
    private(set) var refusesOthers = false
    private(set) var discriminator = "type"

    /// Reads the arguments; nil when what is wrong with one was reported.
    init?(_ node: AttributeSyntax, in context: some MacroExpansionContext) {
        for argument in node.arguments?.as(LabeledExprListSyntax.self) ?? [] {
            let value = argument.expression
            let isRead: Bool
            switch argument.label?.text {
            case "keys":
                let name = value.as(MemberAccessExprSyntax.self)?.declName.baseName.text
                isSnakeCase = name == "snakeCase"
                isRead = name == "snakeCase" || name == "asDeclared"
            case "omitsNil":
                omitsNil = value.trimmedDescription == "true"
                isRead = value.is(BooleanLiteralExprSyntax.self)
            case "refusesOthers":
                refusesOthers = value.trimmedDescription == "true"
                isRead = value.is(BooleanLiteralExprSyntax.self)
            case "discriminator":
                let text = value.as(StringLiteralExprSyntax.self)?.plainText
                discriminator = text ?? discriminator
                isRead = text != nil
            default:
                isRead = true
            }
            guard isRead else {
                context.report(value, "literalNeeded", "write a literal, so that its meaning is seen here")
                return nil
            }
        }
    }

    /// The name in JSON of something declared, unless `@JSONKey` says another.
    func spelling(of name: String) -> String {
        isSnakeCase ? name.snakeCased : name
    }
}

extension AttributeListSyntax {
    /// What `@JSONKey` says; nil when there is none. False when what is wrong with it was reported.
    func readJSONKey(into key: inout String, in context: some MacroExpansionContext) -> Bool {
        for case .attribute(let attribute) in self where attribute.name == "JSONKey" {
            let literal = attribute.arguments?.as(LabeledExprListSyntax.self)?.first?.expression
            guard let name = literal?.as(StringLiteralExprSyntax.self)?.plainText else {
                context.report(attribute, "keyName", "the name must be a literal: '@JSONKey(\"name\")'")
                return false
            }
            key = name
        }
        return true
    }
}
