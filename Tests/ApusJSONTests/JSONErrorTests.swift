import ApusJSON
import Testing

/// A place in a document, and what is wrong there.
struct ExpectedError: Sendable, CustomTestStringConvertible {
    var document: String
    var code: JSONError.Code
    var message: String
    var pointer: String
    var line: Int
    var column: Int
    var offset: Int

    init(
        _ document: String,
        _ code: JSONError.Code,
        _ message: String,
        _ pointer: String,
        _ line: Int,
        _ column: Int,
        _ offset: Int
    ) {
        self.document = document
        self.code = code
        self.message = message
        self.pointer = pointer
        self.line = line
        self.column = column
        self.offset = offset
    }

    var error: JSONError {
        JSONError(code, message, pointer: pointer, line: line, column: column, offset: offset)
    }

    var testDescription: String { document }
}

@Suite struct JSONErrorTests {
    @Test(arguments: [
        ExpectedError("", .unexpectedEnd, "the document is empty", "", 1, 1, 0),
        ExpectedError("  ", .unexpectedEnd, "expected a value, found the end of the document", "", 1, 3, 2),
        ExpectedError("\u{FEFF}[]", .malformed, "a byte order mark is not allowed", "", 1, 1, 0),
        ExpectedError("[1,]", .malformed, "expected a value, found ']'", "/1", 1, 4, 3),
        ExpectedError("[1,\n 2 3]", .malformed, "expected ',' or ']', found '3'", "/1", 2, 4, 7),
        ExpectedError("[1", .unexpectedEnd, "expected ',' or ']', found the end of the document", "/0", 1, 3, 2),
        ExpectedError("[", .unexpectedEnd, "expected a value, found the end of the document", "/0", 1, 2, 1),
        ExpectedError("[]x", .malformed, "expected the end of the document, found 'x'", "", 1, 3, 2),
        ExpectedError("{\"a\":{\"b\" 1}}", .malformed, "expected ':', found '1'", "/a/b", 1, 11, 10),
        ExpectedError("{\"a\":1,}", .malformed, "expected a key in quotes, found '}'", "", 1, 8, 7),
        ExpectedError("{\"a\":[1,{\"b\":2,c}]}", .malformed, "expected a key in quotes, found 'c'", "/a/1", 1, 16, 15),
        ExpectedError("{\"a\":1 \"b\"}", .malformed, "expected ',' or '}', found '\"'", "/a", 1, 8, 7),
        ExpectedError(
            "{\"a/b\":{\"c~d\":[0,01]}}",
            .malformed,
            "a number must not begin with 0",
            "/a~1b/c~0d/1",
            1,
            18,
            17
        ),
        ExpectedError("[1.x]", .malformed, "expected a digit, found 'x'", "/0", 1, 4, 3),
        ExpectedError("[-]", .malformed, "expected a digit, found ']'", "/0", 1, 3, 2),
        ExpectedError("[nul]", .malformed, "expected null", "/0", 1, 2, 1),
        ExpectedError("[tru", .unexpectedEnd, "expected true", "/0", 1, 2, 1),
        ExpectedError("[\u{A0}]", .malformed, "expected a value, found a character outside ASCII", "/0", 1, 2, 1),
        ExpectedError("[\u{1}]", .malformed, "expected a value, found a control character", "/0", 1, 2, 1),
        ExpectedError("[\"é\n\"]", .malformed, "a control character must be escaped in a string", "/0", 1, 4, 4),
        ExpectedError(
            "[\"\\x\"]",
            .malformed,
            "a backslash must be followed by one of \" \\ / b f n r t u",
            "/0",
            1,
            3,
            2
        ),
        ExpectedError("[\"\\u00g0\"]", .malformed, "\\u must be followed by four hexadecimal digits", "/0", 1, 3, 2),
        ExpectedError("[\"\\ud800\"]", .invalidUTF8, "half of a surrogate pair is not a character", "/0", 1, 3, 2),
        ExpectedError(
            "[\"a",
            .unexpectedEnd,
            "expected '\"' at the end of a string, found the end of the document",
            "/0",
            1,
            4,
            3
        ),
        ExpectedError("{\"é\":1,\r\n\"é\":2}", .duplicateKey, "the object has this key twice", "/é", 2, 1, 10),
        ExpectedError(
            "[{\"a\":1,\"b\":2,\"\\u0061\":3,\"c\":4}]",
            .duplicateKey,
            "the object has this key twice",
            "/0/a",
            1,
            15,
            14
        ),
    ])
    func namesThePlaceOfASyntaxError(expected: ExpectedError) {
        #expect(parseError(utf8(expected.document)) == expected.error)
    }

    struct Place: Decodable {
        var name: String
        var latitude: Double?
        var floors: [Int8]?
        var kind: Kind?
        var parent: [Place]?
        enum Kind: String, Decodable { case house, tower }
    }

    @Test(arguments: [
        ExpectedError("[]", .typeMismatch, "expected an object, found an array", "", 1, 1, 0),
        ExpectedError("{}", .missingKey, "the object lacks the key \"name\"", "/name", 1, 1, 0),
        ExpectedError("{\"name\":null}", .valueNotFound, "expected a string, found null", "/name", 1, 9, 8),
        ExpectedError("{\"name\":1}", .typeMismatch, "expected a string, found a number", "/name", 1, 9, 8),
        ExpectedError(
            "{\"name\":\"é\",\n\"latitude\":\"1\"}",
            .typeMismatch,
            "expected a number, found a string",
            "/latitude",
            2,
            12,
            25
        ),
        ExpectedError(
            "{\"name\":\"\",\"latitude\":1e999}",
            .outOfRange,
            "the number is too large",
            "/latitude",
            1,
            23,
            22
        ),
        ExpectedError(
            "{\"name\":\"\",\"floors\":{}}",
            .typeMismatch,
            "expected an array, found an object",
            "/floors",
            1,
            21,
            20
        ),
        ExpectedError(
            "{\"name\":\"\",\"floors\":[1,128]}",
            .outOfRange,
            "the number must be in -128...127",
            "/floors/1",
            1,
            24,
            23
        ),
        ExpectedError(
            "{\"name\":\"\",\"floors\":[1.5]}",
            .typeMismatch,
            "expected a whole number, found a number with a fraction",
            "/floors/0",
            1,
            22,
            21
        ),
        ExpectedError(
            "{\"name\":\"\",\"floors\":[true]}",
            .typeMismatch,
            "expected a whole number, found a boolean",
            "/floors/0",
            1,
            22,
            21
        ),
        ExpectedError(
            "{\"name\":\"\",\"floors\":[0,null]}",
            .valueNotFound,
            "expected a whole number, found null",
            "/floors/1",
            1,
            24,
            23
        ),
        ExpectedError(
            "{\"name\":\"\",\"kind\":\"hut\"}",
            .invalidValue,
            "the value is not one of those allowed",
            "/kind",
            1,
            19,
            18
        ),
        ExpectedError(
            "{\"name\":\"\",\"parent\":[{\"name\":\"\",\"parent\":[{\"nam\":1}]}]}",
            .missingKey,
            "the object lacks the key \"name\"",
            "/parent/0/parent/0/name",
            1,
            43,
            42
        ),
    ])
    func namesThePlaceOfAWrongValue(expected: ExpectedError) {
        #expect(decodeError(Place.self, expected.document) == expected.error)
    }

    struct Picky: Decodable {
        struct Refusal: Error {}
        init(from decoder: any Decoder) throws {
            switch try decoder.singleValueContainer().decode(String.self) {
            case "own": throw Refusal()
            case "json": throw JSONError(.invalidValue, "no such currency")
            case "pointed": throw JSONError(.invalidValue, "no such currency", pointer: "/elsewhere")
            default:
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "not this one")
                )
            }
        }
    }

    @Test func placesErrorsOfTheUsersTypes() {
        func error(_ text: String) -> JSONError? { decodeError([String: [Picky]].self, "{\"a\":[\"\(text)\"]}") }
        func expected(_ message: String) -> JSONError {
            JSONError(.invalidValue, message, pointer: "/a/0", line: 1, column: 7, offset: 6)
        }
        #expect(error("own") == expected("the value was refused"))
        #expect(error("json") == expected("no such currency"))
        #expect(error("other") == expected("not this one"))
        #expect(error("pointed") == JSONError(.invalidValue, "no such currency", pointer: "/elsewhere"))
    }

    @Test func throwsTheStandardLibrarysErrorsToTheUsersTypes() throws {
        struct Lenient: Decodable, Equatable {
            var text: String
            init(text: String) { self.text = text }
            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                do {
                    text = try container.decode(String.self)
                } catch DecodingError.typeMismatch(_, let context) {
                    text = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(
                        separator: "."
                    )
                }
            }
        }
        let decoded = try JSON.decode([String: [Lenient]].self, from: utf8(#"{"a":["x",1,"y",2]}"#))
        #expect(decoded == ["a": ["x", "a.1", "y", "a.3"].map(Lenient.init)])
    }

    @Test func namesMembersByTheirNamesAlsoWhenKeysAreNumbers() {
        struct Numbered: Codable {
            var ratio: Double
            enum CodingKeys: Int, CodingKey { case ratio = 1 }
        }
        #expect(decodeError([Numbered].self, "[{}]")?.pointer == "/0/ratio")
        #expect(decodeError([Int: Numbered].self, #"{"07":{"ratio":""}}"#)?.pointer == "/07/ratio")
        let expected = JSONError(.notRepresentable, "a number must be finite", pointer: "/7/0/ratio")
        #expect(throws: expected) { try JSON.encode([7: [Numbered(ratio: .nan)]]) }
    }

    @Test func describesItself() {
        let error = JSONError(
            .typeMismatch,
            "expected a number, found a string",
            pointer: "/a/0",
            line: 3,
            column: 9,
            offset: 40
        )
        #expect(error.description == "expected a number, found a string at /a/0 (line 3, column 9)")
        #expect(JSONError(.malformed, "no").description == "no")
        #expect("\(JSONError.Code.typeMismatch)" == "type_mismatch")
    }

    @Test func namesThePlaceOfAValueThatCannotBeWritten() {
        struct Inner: Encodable { var ratio: Double }
        let expected = JSONError(.notRepresentable, "a number must be finite", pointer: "/a~1b/1/ratio")
        #expect(throws: expected) { try JSON.encode(["a/b": [Inner(ratio: 1), Inner(ratio: .nan)]]) }
        struct Fast: Encodable, JSONEncodable {
            func encode(to json: inout JSONWriter) throws(JSONError) { try json.number(.infinity) }
        }
        let inCodable = JSONError(.notRepresentable, "a number must be finite", pointer: "/fast")
        struct Outer: Encodable { var fast = Fast() }
        #expect(throws: inCodable) { try JSON.encode(Outer()) }
    }
}
