import ApusJSON
import FoundationEssentials
import SeededRandom
import Testing

@Suite struct JSONWriterTests {
    private func written(_ body: (inout JSONWriter) throws -> Void) rethrows -> String {
        var json = JSONWriter(reservingCapacity: 0)
        try body(&json)
        return String(decoding: json.finish(), as: UTF8.self)
    }

    @Test func placesCommas() {
        let text = written { json in
            json.beginObject()
            json.key("a")
            json.beginArray()
            json.integer(1)
            json.null()
            json.beginObject()
            json.endObject()
            json.boolean(true)
            json.endArray()
            json.key("b")
            json.boolean(false)
            let name = "c"
            json.key(name)
            json.string("")
            json.endObject()
        }
        #expect(text == #"{"a":[1,null,{},true],"b":false,"c":""}"#)
    }

    @Test func isEmptyWhenNothingWasWritten() {
        #expect(JSONWriter(reservingCapacity: -1).finish() == [])
    }

    @Test func growsFromNoCapacity() {
        let long = String(repeating: "x", count: 10_000)
        #expect(written { $0.string(long) } == "\"\(long)\"")
        let many = written { json in
            json.beginArray()
            for number in 0..<1000 { json.integer(number) }
            json.endArray()
        }
        #expect(many == "[" + (0..<1000).map(String.init).joined(separator: ",") + "]")
    }

    @Test func escapesWhatMustBe() {
        for scalar in (0...0x7F).compactMap(Unicode.Scalar.init as (Int) -> Unicode.Scalar?) {
            let escaped =
                switch scalar {
                case "\"": "\\\""
                case "\\": "\\\\"
                case "\u{8}": "\\b"
                case "\t": "\\t"
                case "\n": "\\n"
                case "\u{C}": "\\f"
                case "\r": "\\r"
                case ..<" ": "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16, uppercase: true)
                default: String(Character(scalar))
                }
            // At each place within the eight bytes that are looked at together.
            for before in 0..<9 {
                let filler = String(repeating: "é", count: before / 2) + String(repeating: "a", count: before % 2)
                let text = filler + String(Character(scalar)) + filler
                #expect(written { $0.string(text) } == "\"\(filler)\(escaped)\(filler)\"")
            }
        }
    }

    @Test func escapesKeys() {
        let text = written { json in
            json.beginObject()
            json.key("a\"b")
            json.null()
            json.key("é\n" + String(1))
            json.null()
            json.endObject()
        }
        #expect(text == #"{"a\"b":null,"é\n1":null}"#)
    }

    @Test func writesManyEscapesInARow() {
        let text = String(repeating: "\"", count: 1000)
        #expect(written { $0.string(text) } == "\"" + String(repeating: "\\\"", count: 1000) + "\"")
    }

    @Test func writesStringsOfUnusualStorage() {
        let substring = "a long string that is not small".dropFirst(2)
        #expect(written { $0.string(String(substring)) } == "\"long string that is not small\"")
        #expect(written { $0.string("") } == "\"\"")
    }

    @Test func writesIntegers() {
        #expect(written { $0.integer(0) } == "0")
        #expect(written { $0.integer(Int8.min) } == "-128")
        #expect(written { $0.integer(UInt8.max) } == "255")
        #expect(written { $0.integer(Int64.min) } == "-9223372036854775808")
        #expect(written { $0.integer(UInt64.max) } == "18446744073709551615")
        #expect(written { $0.integer(Int128.min) } == "-170141183460469231731687303715884105728")
        #expect(written { $0.integer(UInt128(7)) } == "7")
        var power: UInt64 = 1
        for _ in 0..<19 {
            for value in [power - 1, power, power + 1] { #expect(written { $0.integer(value) } == String(value)) }
            power *= 10
        }
    }

    @Test func writesIntegersOfAnySize() {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<2000 {
            let value = Int64(truncatingIfNeeded: random.next()) >> Int64.random(in: 0...63, using: &random)
            #expect(written { $0.integer(value) } == String(value))
        }
    }

    @Test(
        arguments: [
            (0.0, "0.0"), (-0.0, "-0.0"), (1.0, "1.0"), (-1.5, "-1.5"), (0.1, "0.1"), (1e-6, "0.000001"),
            (0.000123, "0.000123"),
            (1e-7, "1e-07"), (123456789.123456, "123456789.123456"), (1e8, "100000000.0"),
            (999_999_999.0, "999999999.0"),
            (1e9, "1000000000.0"), (0.30000000000000004, "0.30000000000000004"), (.leastNonzeroMagnitude, "5e-324"),
            (1e21, "1e+21"),
            (.greatestFiniteMagnitude, "1.7976931348623157e+308"), (.leastNormalMagnitude, "2.2250738585072014e-308"),
            (9007199254740993.0, "9007199254740992.0"), (52.520008, "52.520008"), (-122.419416, "-122.419416"),
        ] as [(Double, String)]
    )
    func writesNumbers(value: Double, expected: String) throws {
        #expect(try written { try $0.number(value) } == expected)
        #expect(Double(expected)?.bitPattern == value.bitPattern)
    }

    @Test func writesTheShortestNumber() throws {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<20_000 {
            let value = random.double()
            let text = try written { try $0.number(value) }
            #expect(Double(text)?.bitPattern == value.bitPattern)
            #expect(significantDigits(text) == significantDigits(value.description))
        }
        for value in [Float(0.1), 1, -3.5, .pi, .greatestFiniteMagnitude, .leastNonzeroMagnitude] {
            #expect(try written { try $0.number(value) } == value.description)
        }
    }

    /// The digits without point, exponent and zeros at either end.
    private func significantDigits(_ text: String) -> String {
        let digits = text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
        return String(digits.reversed().drop { $0 == "0" }.reversed())
    }

    @Test func refusesNumbersThatAreNone() {
        let expected = JSONError(.notRepresentable, "a number must be finite")
        for value in [Double.nan, .infinity, -.infinity] {
            #expect(throws: expected) { try JSON.encode(value) }
            #expect(throws: expected) { try JSON.encode(Float(value)) }
        }
    }

    @Test func writesStandardTypes() throws {
        #expect(try text("a") == "\"a\"")
        #expect(try text(true) == "true")
        #expect(try text(Int?.none) == "null")
        #expect(try text([1, nil, 3]) == "[1,null,3]")
        #expect(try text(["b": [1], "a": [], "c": nil]) == #"{"a":[],"b":[1],"c":null}"#)
        #expect(try text([UInt8]()) == "[]")
        enum Status: String, JSONEncodable { case open, closed }
        #expect(try text([Status.open, .closed]) == #"["open","closed"]"#)
        #expect(try text(Data([0, 255, 63])) == "\"AP8/\"")
        #expect(try text(URL(string: "https://example.com/a?b=\"")) == "\"https://example.com/a?b=%22\"")
        let uuid = try #require(UUID(uuidString: "0189F7A1-2B3C-7D4E-8F90-A1B2C3D4E5F6"))
        #expect(try text(uuid) == "\"0189F7A1-2B3C-7D4E-8F90-A1B2C3D4E5F6\"")
        #expect(try text(Decimal(string: "-12345678901234567890.123456789")) == "-12345678901234567890.123456789")
        #expect(throws: JSONError(.notRepresentable, "a number must be finite")) { try JSON.encode(Decimal.nan) }
    }
}
