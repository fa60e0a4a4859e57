public import SwiftSyntax
import SwiftSyntaxBuilder
public import SwiftSyntaxMacros

/// `@JSONCodable`: see its declaration in `ApusJSONCodable`.
public struct JSONCodableMacro: ExtensionMacro {
    /// What the macro expands to.
    public static func expansion(
        of node: AttributeSyntax,
        attachedTo declaration: some DeclGroupSyntax,
        providingExtensionsOf type: some TypeSyntaxProtocol,
        conformingTo protocols: [TypeSyntax],
        in context: some MacroExpansionContext
    ) throws -> [ExtensionDeclSyntax] {
        guard let options = JSONOptions(node, in: context),
            let coding = coding(of: declaration, options, node, in: context)
        else { return [] }
        let missing = protocols.map(\.typeName)
        let target = JSONTarget(declaration, type.trimmedDescription)
        return [("JSONEncodable", coding.encoding), ("JSONDecodable", coding.decoding)]
            .filter { missing.contains($0.0) }
            .map { DeclSyntax("\(raw: target.conformance(to: $0.0, $0.1, missing: missing))") }
            .compactMap { $0.as(ExtensionDeclSyntax.self) }
    }

    private static func coding(
        of declaration: some DeclGroupSyntax,
        _ options: JSONOptions,
        _ node: AttributeSyntax,
        in context: some MacroExpansionContext
    ) -> JSONCoding? {
        if let structure = declaration.as(StructDeclSyntax.self) {
            return JSONProperty.all(of: structure, options, in: context).map { JSONCoding(properties: $0, options) }
        }
        if let enumeration = declaration.as(EnumDeclSyntax.self) {
            return JSONCase.all(of: enumeration, options, in: context).map { cases in
                JSONCoding(cases: cases, hasRawValues: enumeration.hasRawValues, options)
            }
        }
        context.report(
            declaration.introducer,
            "notAValueType",
            "@JSONCodable is for structs and enums: make this a struct, or write 'init(from:)' and 'encode(to:)'"
        )
        return nil
    }
}

/// `@JSONKey`: read by ``JSONCodableMacro``, it expands to nothing.
public struct JSONKeyMacro: PeerMacro {
    /// What the macro expands to.
    public static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) -> [DeclSyntax] {
        let isInType =
            context.lexicalContext.first?.asProtocol((any WithAttributesSyntax).self)?
            .attributes.contains { $0.as(AttributeSyntax.self)?.name == "JSONCodable" } ?? false
        if !isInType || !(declaration.is(VariableDeclSyntax.self) || declaration.is(EnumCaseDeclSyntax.self)) {
            context.report(
                node,
                "strayAttribute",
                "@JSONKey belongs on a stored property or case of a type that is @JSONCodable"
            )
        }
        return []
    }
}

extension EnumDeclSyntax {
    /// Whether it says of what type its raw values are.
    fileprivate var hasRawValues: Bool {
        let types: Set = [
            "String", "Character", "Int", "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "UInt16", "UInt32",
            "UInt64", "Double", "Float",
        ]
        return inheritanceClause?.inheritedTypes.first.map { types.contains($0.type.trimmedDescription) } ?? false
    }
}
