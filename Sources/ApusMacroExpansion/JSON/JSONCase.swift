import SwiftSyntax
import SwiftSyntaxMacros

/// A case of an enum.
struct JSONCase {
    /// What a case has beside its name.
    enum Payload {
        case none
        /// The members of the object.
        case members([JSONProperty])
        /// One value without a label, whose members are those of the object.
        case object(TypeSyntax)
    }

    /// The name as it is written, with backticks where it has some.
    let name: String
    var key: String
    let payload: Payload

    var hasPayload: Bool {
        if case .none = payload { false } else { true }
    }

    /// The cases of an enum; nil when what is wrong with one was reported.
    static func all(
        of declaration: EnumDeclSyntax,
        _ options: JSONOptions,
        in context: some MacroExpansionContext
    ) -> [JSONCase]? {
        var cases: [JSONCase] = []
        for member in declaration.memberBlock.members {
            guard let line = member.decl.as(EnumCaseDeclSyntax.self) else { continue }
            for element in line.elements {
                guard var found = JSONCase(element, options, in: context) else { return nil }
                guard line.attributes.readJSONKey(into: &found.key, in: context) else { return nil }
                if cases.contains(where: { $0.key == found.key }) {
                    context.report(
                        element,
                        "duplicateKey",
                        "there is a case '\(found.key)' already: choose another name with '@JSONKey(\"…\")'"
                    )
                    return nil
                }
                cases.append(found)
            }
        }
        guard !cases.isEmpty else {
            context.report(declaration.name, "noCases", "an enum without cases has no values to read or write")
            return nil
        }
        return cases
    }

    private init?(_ element: EnumCaseElementSyntax, _ options: JSONOptions, in context: some MacroExpansionContext) {
        name = element.name.text
        key = options.spelling(of: ModelProperty.plain(name))
        let parameters = element.parameterClause.map { Array($0.parameters) } ?? []
        if parameters.isEmpty {
            payload = .none
        } else if parameters.count == 1, parameters[0].firstName == nil {
            payload = .object(parameters[0].type.trimmed)
        } else {
            var members: [JSONProperty] = []
            for parameter in parameters {
                guard let label = parameter.firstName?.text, label != "_" else {
                    context.report(
                        parameter,
                        "missingLabel",
                        "give each value a label, which is its name in JSON: '\(name)(first: …, second: …)'"
                    )
                    return nil
                }
                let key = options.spelling(of: ModelProperty.plain(label))
                if key == options.discriminator || members.contains(where: { $0.key == key }) {
                    context.report(
                        parameter,
                        "duplicateKey",
                        "there is a member '\(key)' already: choose another label"
                    )
                    return nil
                }
                members.append(JSONProperty(name: label, key: key, parameter))
            }
            payload = .members(members)
        }
    }
}
