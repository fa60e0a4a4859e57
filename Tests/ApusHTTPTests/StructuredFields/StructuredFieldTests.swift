import ApusHTTP
import Testing

@Suite("Structured fields")
struct StructuredFieldTests {
    @Test("Items of every type are read")
    func items() throws {
        func value(_ text: String) throws -> StructuredValue { try StructuredField.item(text).value }
        #expect(try value(" 42 ") == .integer(42))
        #expect(try value("-0") == .integer(0))
        #expect(try value("999999999999999") == .integer(999_999_999_999_999))
        #expect(try value("-1.25") == .decimal(-1.25))
        #expect(try value("123456789012.125") == .decimal(123_456_789_012.125))
        #expect(try value(#""a \"b\" \\""#) == .string(#"a "b" \"#))
        #expect(try value("text/html") == .token("text/html"))
        #expect(try value("*a:b") == .token("*a:b"))
        #expect(try value(":aGVsbG8=:") == .bytes(Array("hello".utf8)))
        #expect(try value(":aGVsbG8:") == .bytes(Array("hello".utf8)))
        #expect(try value("::") == .bytes([]))
        #expect(try value("?1") == .boolean(true))
        #expect(try value("@-1659578233") == .date(-1_659_578_233))
        #expect(try value(#"%"f%c3%bcr %22""#) == .displayString("für \""))
    }

    @Test(
        "What is no item is refused",
        arguments: [
            "", " ", "1 2", "1,", "1000000000000000", "1.", ".5", "1.2345", "1234567890123.0", "--1", "- 1", "\"a",
            "\"\\a\"",
            "\"é\"", "\"\u{7F}\"", "é", ":a:", ":YQ==", ":Y Q=:", ":=:", "?2", "?", "@1.5", "@", "%\"%C3%BC\"",
            "%\"%c3\"", "%a",
            "a;", "a;B=1", "a; =1", "a;b=", "(1)", "\t1", "a é",
        ]
    )
    func badItems(text: String) {
        #expect(throws: StructuredFieldError.self) { try StructuredField.item(text) }
    }

    @Test("Lists have items and inner lists with parameters")
    func lists() throws {
        #expect(
            try StructuredField.list("a;q=0.5 ,\t( \"b\";x  2 );y=?0, ()")
                == [
                    .item(StructuredItem(.token("a"), ["q": .decimal(0.5)])),
                    .innerList(
                        [StructuredItem(.string("b"), ["x": .boolean(true)]), StructuredItem(.integer(2))],
                        ["y": .boolean(false)]
                    ),
                    .innerList([], [:]),
                ]
        )
        #expect(try StructuredField.list("") == [])
        for text in ["a,", ",a", "a,,b", "a b", "(a", "(a,b)", "(a\tb)", "((a))", "a\n,b"] {
            #expect(throws: StructuredFieldError.self) { try StructuredField.list(text) }
        }
    }

    @Test("Of a key that comes twice the last value counts, at the first place")
    func dictionaries() throws {
        let dictionary = try StructuredField.dictionary("u=1, i;x, a=(1 2), u=3;y=z")
        #expect(dictionary.pairs.map(\.key) == ["u", "i", "a"])
        #expect(dictionary["u"] == .item(StructuredItem(.integer(3), ["y": .token("z")])))
        #expect(dictionary["i"] == .item(StructuredItem(.boolean(true), ["x": .boolean(true)])))
        #expect(try StructuredField.item("a;b=1;c;b=2").parameters.pairs.map(\.key) == ["b", "c"])
        for text in ["a=", "A=1", "a=1,", "a= 1", "a =1", "1=a", "a=1 b=2"] {
            #expect(throws: StructuredFieldError.self) { try StructuredField.dictionary(text) }
        }
    }

    @Test(
        "What is read is written in one way",
        arguments: [
            ("a; q=0.50 ,(1   2);x", "a;q=0.5, (1 2);x"), ("1.0", "1.0"), ("-0.125", "-0.125"), ("?0", "?0"),
            (":aGVsbG8:", ":aGVsbG8=:"), (#""a\\\"""#, #""a\\\"""#), ("@7", "@7"), (#"%"%c3%bc%25""#, #"%"%c3%bc%25""#),
        ]
    )
    func writing(text: String, written: String) throws {
        #expect(try StructuredField.text(try StructuredField.list(text)) == written)
    }

    @Test("Dictionaries are written with their shorter forms")
    func writingDictionaries() throws {
        let dictionary: StructuredMap<StructuredMember> = [
            "a": .item(StructuredItem(.boolean(true), ["x": .integer(1)])), "b": .item(StructuredItem(.boolean(false))),
            "c": .innerList([], ["y": .boolean(true)]),
        ]
        #expect(try StructuredField.text(dictionary) == "a;x=1, b=?0, c=();y")
    }

    @Test("Decimals are rounded to the even one of two that are as near")
    func rounding() throws {
        for (number, text) in [
            (0.0005, "0.0"), (0.0015, "0.002"), (-0.0015, "-0.002"), (1e11, "100000000000.0"), (9.9999, "10.0"),
        ] {
            #expect(try StructuredField.text(StructuredItem(.decimal(number))) == text)
        }
    }

    @Test("What cannot be in a field is not written")
    func badValues() {
        let values: [StructuredValue] = [
            .integer(1_000_000_000_000_000), .decimal(1e12), .decimal(.nan), .decimal(.infinity), .string("é"),
            .string("a\r\nb"),
            .token(""), .token("1a"), .token("a b"), .date(.max),
        ]
        for value in values {
            #expect(throws: StructuredFieldError.self) { try StructuredField.text(StructuredItem(value)) }
        }
        #expect(throws: StructuredFieldError.self) {
            try StructuredField.text(StructuredItem(.integer(1), ["A": .integer(1)]))
        }
    }
}
