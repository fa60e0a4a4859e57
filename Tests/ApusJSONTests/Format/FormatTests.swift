import ApusJSON
import Foundation
import SeededRandom
import Testing

private struct Names: Codable, Equatable {
    var firstName = "a"
    var urlOfPage = "b"
    var id = 1
    var byKey = ["someKey": 1, "other_key": 2]
    var inner: [Inner] = [Inner()]

    struct Inner: Codable, Equatable {
        var isOpen = true
        var maybeNil: Int?
    }
}

private struct Moments: Codable, Equatable {
    var date = Date(timeIntervalSince1970: 1_700_000_000.5)
    var data = Data([0, 1, 255])
    var numbers = [1.5, .infinity, -.infinity]
    var float: Float = -.infinity
}

@Suite struct FormatTests {
    @Test func spellsNamesAsFoundationDoes() throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let format = JSONFormat(keys: .snakeCase)
        let ours = try JSON.encode(Names(), format: format)
        let theirs = Array(try encoder.encode(Names()))
        #expect(try JSON.parse(ours) == JSON.parse(theirs))
        for document in [ours, theirs] {
            #expect(try JSON.decode(Names.self, from: document, format: format) == Names())
            #expect(try decoder.decode(Names.self, from: Data(document)) == Names())
        }
        #expect(try JSON.parse(ours)["by_key"]?["someKey"] == 1)
    }

    @Test(arguments: [
        "a", "A", "aB", "aBC", "ABC", "aBCd", "ABCd", "URLPath", "myURLProperty", "a1B", "x_y", "_leading", "trailing_",
        "__a__b__", "a__b", "_", "__", "one_two_three", "One_Two", "éÉ", "userID", "aÉb", "one_2three",
    ])
    func convertsAnyNameAsFoundationDoes(name: String) throws {
        let key = AnyKey(stringValue: name)
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let theirs = try JSON.parse(Array(try encoder.encode(OneKey(key: key))))
        #expect(try JSON.parse(JSON.encode(OneKey(key: key), format: JSONFormat(keys: .snakeCase))) == theirs)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let document = try JSON.encode([name: 1])
        let expected = try decoder.decode(OneKey.self, from: Data(document))
        #expect(try JSON.decode(OneKey.self, from: document, format: JSONFormat(keys: .snakeCase)) == expected)
    }

    @Test func spellsNamesByFunctions() throws {
        let format = JSONFormat(keys: .custom(fromJSON: { String($0.dropFirst()) }, toJSON: { "x" + $0 }))
        let document = try JSON.encode(Names.Inner(), format: format)
        #expect(String(decoding: document, as: UTF8.self) == #"{"xisOpen":true}"#)
        #expect(try JSON.decode(Names.Inner.self, from: document, format: format) == Names.Inner())
        let error = #expect(throws: JSONError.self) {
            try JSON.decode(Names.Inner.self, from: utf8(#"{"xisOpen":1}"#), format: format)
        }
        #expect(error?.pointer == "/xisOpen")
    }

    @Test func writesDatesAndDataInEveryForm() throws {
        let nonFinite = JSONNonFiniteFormat.text(infinity: "+∞", negativeInfinity: "-∞", nan: "NaN")
        for (dates, strategy, decoding) in [
            (.secondsSince1970, .secondsSince1970, .secondsSince1970),
            (.millisecondsSince1970, .millisecondsSince1970, .millisecondsSince1970),
            (.secondsSinceReferenceDate, .deferredToDate, .deferredToDate),
        ] as [(JSONDateFormat, JSONEncoder.DateEncodingStrategy, JSONDecoder.DateDecodingStrategy)] {
            let encoder = JSONEncoder()
            encoder.dateEncodingStrategy = strategy
            encoder.dataEncodingStrategy = .deferredToData
            encoder.nonConformingFloatEncodingStrategy = .convertToString(
                positiveInfinity: "+∞",
                negativeInfinity: "-∞",
                nan: "NaN"
            )
            let decoder = JSONDecoder()
            decoder.dateDecodingStrategy = decoding
            decoder.dataDecodingStrategy = .deferredToData
            decoder.nonConformingFloatDecodingStrategy = .convertFromString(
                positiveInfinity: "+∞",
                negativeInfinity: "-∞",
                nan: "NaN"
            )
            let format = JSONFormat(dates: dates, data: .bytes, nonFiniteNumbers: nonFinite)
            for document in [try JSON.encode(Moments(), format: format), Array(try encoder.encode(Moments()))] {
                #expect(try JSON.decode(Moments.self, from: document, format: format) == Moments())
                #expect(try decoder.decode(Moments.self, from: Data(document)) == Moments())
            }
        }
        #expect(
            try JSON.decode([Double].self, from: utf8(#"["NaN"]"#), format: JSONFormat(nonFiniteNumbers: nonFinite))[0]
                .isNaN
        )
        #expect(decodeError([Double].self, #"["NaN"]"#)?.message == "expected a number, found a string")
    }

    @Test func writesOtherForms() throws {
        let format = JSONFormat(
            dates: .text(parse: { Double($0).map(Date.init(timeIntervalSince1970:)) }) {
                "\(Int($0.timeIntervalSince1970))"
            },
            data: .text(parse: { Data($0.utf8) }) { String(decoding: $0, as: UTF8.self) }
        )
        let date = [Date(timeIntervalSince1970: 5)]
        #expect(String(decoding: try JSON.encode(date, format: format), as: UTF8.self) == #"["5"]"#)
        #expect(try JSON.decode([Date].self, from: utf8(#"["5"]"#), format: format) == date)
        #expect(throws: JSONError.self) { try JSON.decode([Date].self, from: utf8(#"["x"]"#), format: format) }
        let data = [Data("é".utf8)]
        #expect(try JSON.decode([Data].self, from: JSON.encode(data, format: format), format: format) == data)
    }

    @Test func laysDocumentsOut() throws {
        let document = utf8(#"{"b":[1.50,{"z":"\u00e9</script>","a\n":[]}],"a":{}, "aa":18446744073709551616}"#)
        let indented = """
            {
              "b": [
                1.50,
                {
                  "z": "\\u00e9</script>",
                  "a\\n": []
                }
              ],
              "a": {},
              "aa": 18446744073709551616
            }
            """
        #expect(String(decoding: try JSON.restyle(document, as: .indented), as: UTF8.self) == indented)
        let sorted = #"{"a":{},"aa":18446744073709551616,"b":[1.50,{"a\n":[],"z":"\u00e9\u003C/script\u003E"}]}"#
        let style = JSONStyle(sortsKeys: true, isHTMLSafe: true)
        #expect(String(decoding: try JSON.restyle(document, as: style), as: UTF8.self) == sorted)
        #expect(String(decoding: try JSON.restyle(document, as: .compact), as: UTF8.self).count < document.count)
    }

    @Test func writesWhatCanStandInHTML() throws {
        let value: JSONValue = ["<k>": "</script>&amp;\u{2028}\u{2029}é\u{2027}"]
        let document = try JSON.encode(value, style: JSONStyle(isHTMLSafe: true))
        let expected = #"{"\u003Ck\u003E":"\u003C/script\u003E\u0026amp;\u2028\u2029é"# + "\u{2027}\"}"
        #expect(String(decoding: document, as: UTF8.self) == expected)
        #expect(try JSON.parse(document) == value)
        #expect(try JSON.encode(Names.Inner(), style: .indented) == utf8("{\n  \"isOpen\": true\n}"))
    }

    @Test func restylingChangesNothingElse() throws {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<500 {
            let value = random.value()
            for style in [
                JSONStyle.indented, JSONStyle(sortsKeys: true), JSONStyle(isIndented: true, isHTMLSafe: true),
            ] {
                #expect(try JSON.parse(JSON.encode(value, style: style)) == value)
            }
        }
    }

    @Test func lastOfSeveralKeysCountsByChoice() throws {
        let limits = JSONLimits(allowsDuplicateKeys: true)
        for (document, result) in [
            (#"{"a":1,"b":[{"c":1}],"a":{"x":[2]},"\u0061":3}"#, #"{"b":[{"c":1}],"a":3}"#),
            (
                #"{"a":{"k":1,"k":2},"a":{"k":[1,{"y":0}],"j":1,"k":[{"y":1,"y":2}]},"z":[]}"#,
                #"{"a":{"j":1,"k":[{"y":2}]},"z":[]}"#
            ),
        ] {
            #expect(try text(JSON.parse(utf8(document), limits: limits)) == result)
            #expect(parseError(utf8(document))?.code == .duplicateKey)
        }
        struct One: Codable, Equatable { var a: Int }
        #expect(try JSON.decode(One.self, from: utf8(#"{"a":"x","a":2}"#), limits: limits) == One(a: 2))
        // Large objects, each key twice, with a large object within.
        let inner = "{" + (0..<40).map { "\"i\($0)\":\($0)" }.joined(separator: ",") + "}"
        let members = (0..<100).map { "\"k\($0 % 50)\":\($0 == 99 ? inner : String($0))" }.joined(separator: ",")
        let large = try JSON.decode([String: JSONValue].self, from: utf8("{\(members)}"), limits: limits)
        #expect(large.count == 50)
        #expect(large["k0"] == 50)
        #expect(large["k49"]?["i39"] == 39)
        let outer = try JSON.decode(
            [String: [String: Int]].self,
            from: utf8(#"{"a":\#(inner),"b":\#(inner),"a":{}}"#),
            limits: limits
        )
        #expect(outer["b"]?["i17"] == 17)
    }
}

private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) {
        return nil
    }
}

private struct OneKey: Codable, Equatable {
    var name: String

    init(key: AnyKey) {
        name = key.stringValue
    }

    init(from decoder: any Decoder) throws {
        name = try decoder.container(keyedBy: AnyKey.self).allKeys.first?.stringValue ?? "none"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: AnyKey.self)
        try container.encode(1, forKey: AnyKey(stringValue: name))
    }
}
