/// The two functions that read and write a type.
struct JSONCoding {
    struct Function {
        let head: String
        let lines: [String]
    }

    /// How it is written; nil when the type's raw value says it.
    let encoding: Function?
    /// How it is read; nil when the type's raw value says it.
    let decoding: Function?

    private static let encodingHead = "func encode(to _json: inout ApusJSON.JSONWriter) throws(ApusJSON.JSONError)"
    private static let decodingHead = "init(from _json: borrowing ApusJSON.JSONReader) throws(ApusJSON.JSONError)"
}

// MARK: - Structs

extension JSONCoding {
    init(properties: [JSONProperty], _ options: JSONOptions) {
        encoding = Function(
            head: Self.encodingHead,
            lines: ["_json.beginObject()"] + properties.map { Self.write($0, "self.\($0.name)", options) }
                + ["_json.endObject()"]
        )
        let read = properties.filter { !$0.isFixed }
        decoding = Function(
            head: Self.decodingHead,
            lines: ["\(read.isEmpty && !options.refusesOthers ? "_ =" : "var _members =") try _json.members()"]
                + Self.read(read, known: properties.map(\.key), options)
                + read.map { "self.\($0.name) = \($0.name)" }
        )
    }

    private static func write(_ property: JSONProperty, _ value: String, _ options: JSONOptions) -> String {
        let omits = property.tellsNullFromAbsence || (options.omitsNil && property.type.isOptional)
        return "try _json.member\(omits ? "IfPresent" : "")(quoted: \(quoted(property.key)), \(value))"
    }

    /// A key as it stands in a document, as a literal.
    private static func quoted(_ key: String) -> String {
        let escaped = key.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        return "#\"\"\(escaped)\":\"#"
    }

    /// Reads members into constants of their names, and throws when one is wrong.
    private static func read(_ properties: [JSONProperty], known: [String], _ options: JSONOptions) -> [String] {
        var lines = properties.map { property in
            let fallback = property.defaultValue.map { ", default: \($0)" } ?? ""
            let arguments = "\(SourceText.literal(property.key)), as: \(property.type).self\(fallback)"
            return "let \(property.name) = _members.value(\(arguments))"
        }
        if options.refusesOthers {
            lines.append("_members.refuseOthers(than: [\(known.map(SourceText.literal).joined(separator: ", "))])")
        }
        if !properties.isEmpty {
            let conditions =
                properties.map { "let \($0.name)" } + (options.refusesOthers ? ["!_members.hasFailed"] : [])
            lines.append(
                SourceText.block("guard \(conditions.joined(separator: ", ")) else", ["throw _members.failure()"])
            )
        } else if options.refusesOthers {
            lines.append("try _members.finish()")
        }
        return lines
    }
}

// MARK: - Enums

extension JSONCoding {
    init(cases: [JSONCase], hasRawValues: Bool, _ options: JSONOptions) {
        if hasRawValues {
            encoding = nil
            decoding = nil
        } else if cases.contains(where: \.hasPayload) {
            encoding = Function(
                head: Self.encodingHead,
                lines: ["switch self {"] + cases.flatMap { Self.writeObject($0, options) } + ["}"]
            )
            let discriminator = SourceText.literal(options.discriminator)
            let refusal = "throw _members.invalid(\(discriminator), \(Self.expectation(of: cases)))"
            decoding = Function(
                head: Self.decodingHead,
                lines: [
                    "var _members = try _json.members()",
                    SourceText.block(
                        "guard let _case = _members.value(\(discriminator), as: Swift.String.self) else",
                        ["throw _members.failure()"]
                    ),
                    "switch _case {",
                ] + cases.flatMap { Self.readObject($0, options) } + Self.branch("default", [refusal]) + ["}"]
            )
        } else {
            encoding = Function(
                head: Self.encodingHead,
                lines: ["switch self {"]
                    + cases.flatMap { Self.branch("case .\($0.name)", ["_json.string(\(SourceText.literal($0.key)))"]) }
                    + ["}"]
            )
            let branches = cases.flatMap {
                Self.branch("case \(SourceText.literal($0.key))", ["self = .\($0.name)"])
            }
            let refusal = "throw _json.invalid(\(Self.expectation(of: cases)))"
            decoding = Function(
                head: Self.decodingHead,
                lines: ["switch try Swift.String(from: _json) {"] + branches + Self.branch("default", [refusal]) + ["}"]
            )
        }
    }

    private static func branch(_ pattern: String, _ lines: [String]) -> [String] {
        ["\(pattern):"] + lines.map(SourceText.indented)
    }

    private static func expectation(of cases: [JSONCase]) -> String {
        SourceText.literal("expected one of " + cases.map(\.key).joined(separator: ", "))
    }

    private static func writeObject(_ enumCase: JSONCase, _ options: JSONOptions) -> [String] {
        let tag = "\(SourceText.literal(options.discriminator)), \(SourceText.literal(enumCase.key))"
        let opening = ["_json.beginObject()", "try _json.member(\(tag))"]
        switch enumCase.payload {
        case .none:
            return branch("case .\(enumCase.name)", opening + ["_json.endObject()"])
        case .object:
            return branch("case .\(enumCase.name)(let _value)", ["try _json.object(\(tag), with: _value)"])
        case .members(let members):
            let bindings = members.map { "let \($0.name)" }.joined(separator: ", ")
            let lines = members.map { write($0, $0.name, options) }
            return branch("case .\(enumCase.name)(\(bindings))", opening + lines + ["_json.endObject()"])
        }
    }

    private static func readObject(_ enumCase: JSONCase, _ options: JSONOptions) -> [String] {
        let pattern = "case \(SourceText.literal(enumCase.key))"
        let known = [options.discriminator]
        switch enumCase.payload {
        case .none:
            return branch(pattern, read([], known: known, options) + ["self = .\(enumCase.name)"])
        case .object(let type):
            return branch(pattern, ["self = .\(enumCase.name)(try \(type)(from: _json))"])
        case .members(let members):
            let values = members.map { "\($0.name): \($0.name)" }.joined(separator: ", ")
            return branch(
                pattern,
                read(members, known: known + members.map(\.key), options) + ["self = .\(enumCase.name)(\(values))"]
            )
        }
    }
}
