import SwiftSyntax

/// The type that gets the conformances.
struct JSONTarget {
    private let type: String
    private let access: String
    private let genericParameters: [String]

    init(_ declaration: some DeclGroupSyntax, _ type: String) {
        self.type = type
        let level = declaration.modifiers.first { ["public", "package"].contains($0.name.text) }
        access = level.map { $0.name.text + " " } ?? ""
        let clause =
            declaration.as(StructDeclSyntax.self)?.genericParameterClause
            ?? declaration.as(EnumDeclSyntax.self)?.genericParameterClause
        genericParameters = clause?.parameters.map(\.name.text) ?? []
    }

    /// The extension that makes it conform, by a function if it needs one.
    ///
    /// - Parameters:
    ///   - name: `JSONEncodable` or `JSONDecodable`.
    ///   - missing: The protocols it does not conform to already. A conditional conformance does not imply the protocol
    ///     below, so that one is declared too.
    func conformance(to name: String, _ function: JSONCoding.Function?, missing: [String]) -> String {
        let basis = String(name.dropFirst("JSON".count))
        let protocols = ["ApusJSON.\(name)"] + (missing.contains(basis) ? ["Swift.\(basis)"] : [])
        let conditions = genericParameters.map { "\($0): ApusJSON.\(name)" }
        let clause = conditions.isEmpty ? "" : " where \(conditions.joined(separator: ", "))"
        let head = "extension \(type): \(protocols.joined(separator: ", "))\(clause)"
        guard let function else { return "\(head) {}" }
        return SourceText.block(head, [SourceText.block(access + function.head, function.lines)])
    }
}
