import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacroExpansion
import SwiftSyntaxMacrosGenericTestSupport
import Testing

@testable import ApusMacroExpansion

private func expectExpansion(
    _ source: String,
    _ expected: String,
    _ diagnostics: [DiagnosticSpec] = [],
    conformances: [String] = ["JSONEncodable", "JSONDecodable"],
    location: Testing.SourceLocation = #_sourceLocation
) {
    assertMacroExpansion(
        source,
        expandedSource: expected,
        diagnostics: diagnostics,
        macroSpecs: [
            "JSONCodable": MacroSpec(
                type: JSONCodableMacro.self,
                conformances: conformances.map { TypeSyntax("\(raw: $0)") }
            ),
            "JSONKey": MacroSpec(type: JSONKeyMacro.self),
        ],
        failureHandler: { Issue.record("\($0.message)", sourceLocation: location) }
    )
}

@Suite("@JSONCodable expands to flat code")
struct JSONExpansionTests {
    @Test func structs() {
        expectExpansion(
            #"""
            @JSONCodable(keys: .snakeCase, omitsNil: true) public struct Place {
                let isoCode: String
                var height: Double?
                @JSONKey("labels") var tags: [String] = []
                let version: Int = 1
                var area: Double { 1 }
            }
            """#,
            ##"""
            public struct Place {
                let isoCode: String
                var height: Double?
                var tags: [String] = []
                let version: Int = 1
                var area: Double { 1 }
            }

            extension Place: ApusJSON.JSONEncodable {
                public func encode(to _json: inout ApusJSON.JSONWriter) throws(ApusJSON.JSONError) {
                    _json.beginObject()
                    try _json.member(quoted: #""iso_code":"#, self.isoCode)
                    try _json.memberIfPresent(quoted: #""height":"#, self.height)
                    try _json.member(quoted: #""labels":"#, self.tags)
                    try _json.member(quoted: #""version":"#, self.version)
                    _json.endObject()
                }
            }

            extension Place: ApusJSON.JSONDecodable {
                public init(from _json: borrowing ApusJSON.JSONReader) throws(ApusJSON.JSONError) {
                    var _members = try _json.members()
                    let isoCode = _members.value("iso_code", as: String.self)
                    let height = _members.value("height", as: Double?.self)
                    let tags = _members.value("labels", as: [String].self, default: [])
                    guard let isoCode, let height, let tags else {
                        throw _members.failure()
                    }
                    self.isoCode = isoCode
                    self.height = height
                    self.tags = tags
                }
            }
            """##
        )
    }

    @Test func enums() {
        expectExpansion(
            #"""
            @JSONCodable enum Shape {
                case empty
                case circle(radius: Double)
                case place(Place)
            }
            """#,
            ##"""
            enum Shape {
                case empty
                case circle(radius: Double)
                case place(Place)
            }

            extension Shape: ApusJSON.JSONDecodable {
                init(from _json: borrowing ApusJSON.JSONReader) throws(ApusJSON.JSONError) {
                    var _members = try _json.members()
                    guard let _case = _members.value("type", as: Swift.String.self) else {
                        throw _members.failure()
                    }
                    switch _case {
                    case "empty":
                        self = .empty
                    case "circle":
                        let radius = _members.value("radius", as: Double.self)
                        guard let radius else {
                            throw _members.failure()
                        }
                        self = .circle(radius: radius)
                    case "place":
                        self = .place(try Place(from: _json))
                    default:
                        throw _members.invalid("type", "expected one of empty, circle, place")
                    }
                }
            }
            """##,
            conformances: ["JSONDecodable"]
        )
    }

    @Test(arguments: [
        (
            "@JSONCodable class Place {\n}", "class Place {\n}",
            "@JSONCodable is for structs and enums: make this a struct, or write 'init(from:)' and 'encode(to:)'", 1, 14
        ),
        (
            "@JSONCodable struct Place {\n    var name = \"\"\n}", "struct Place {\n    var name = \"\"\n}",
            "write the property's type: 'var name: <type>'", 2, 9
        ),
        (
            "@JSONCodable struct Place {\n    var x, y: Int\n}", "struct Place {\n    var x, y: Int\n}",
            "declare each property on a line of its own: 'var name: String'", 2, 5
        ),
        (
            "@JSONCodable enum Pair {\n    case both(Int, Int)\n}", "enum Pair {\n    case both(Int, Int)\n}",
            "give each value a label, which is its name in JSON: 'both(first: …, second: …)'", 2, 15
        ),
        (
            "@JSONCodable enum Shape {\n    case a(type: Int)\n}", "enum Shape {\n    case a(type: Int)\n}",
            "there is a member 'type' already: choose another label", 2, 12
        ),
        (
            "@JSONCodable(discriminator: name) enum Shape {\n    case a\n}", "enum Shape {\n    case a\n}",
            "write a literal, so that its meaning is seen here", 1, 29
        ),
        (
            "struct Place {\n    @JSONKey(\"a\") var b: Int\n}", "struct Place {\n    var b: Int\n}",
            "@JSONKey belongs on a stored property or case of a type that is @JSONCodable", 2, 5
        ),
    ])
    func mistakes(source: String, expanded: String, message: String, line: Int, column: Int) {
        expectExpansion(source, expanded, [DiagnosticSpec(message: message, line: line, column: column)])
    }
}
