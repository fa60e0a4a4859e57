public import SwiftSyntax
public import SwiftSyntaxMacros

/// The compiler found that the property's type is as it should be.
public struct ColumnCheckPassed: PeerMacro {
    /// What the macro expands to.
    public static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) -> [DeclSyntax] { [] }
}

/// The compiler found that the property's type cannot be a column.
public struct ColumnCheckFailed: PeerMacro {
    /// What the macro expands to.
    public static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) -> [DeclSyntax] {
        let type = node.metatypes.last?.trimmedDescription ?? "this type"
        context.report(
            declaration.columnType ?? Syntax(declaration),
            "unsupportedColumnType",
            """
            '\(type)' cannot be a column: make it conform to SQLConvertible (an enum with a raw value only has to say so), \
            or make the property computed
            """
        )
        return []
    }
}

/// The compiler found that the property's type is not the id of the model it references.
public struct ReferenceCheckFailed: PeerMacro {
    /// What the macro expands to.
    public static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) -> [DeclSyntax] {
        let target = node.metatypes.first?.trimmedDescription ?? "the model"
        context.report(
            declaration.columnType ?? Syntax(declaration),
            "referenceType",
            ModelDeclaration.referenceTypeMessage(target)
        )
        return []
    }
}

extension AttributeSyntax {
    /// `Int` for each argument `Int.self`.
    fileprivate var metatypes: [ExprSyntax] {
        arguments?.as(LabeledExprListSyntax.self)?.compactMap { argument in
            argument.expression.as(MemberAccessExprSyntax.self)?.base
        } ?? []
    }
}

extension DeclSyntaxProtocol {
    fileprivate var columnType: Syntax? {
        self.as(VariableDeclSyntax.self)?.bindings.first?.typeAnnotation.map { Syntax($0.type) }
    }
}
