import ApusJSON
import Foundation
import SeededRandom
import Testing

/// Numbers in documents of unknown shape keep their value, whatever its size.
@Suite struct DecimalTests {
    @Test(arguments: [
        // The number as it is read, and as it is written.
        ("18446744073709551616", "18446744073709551616"),
        ("-9223372036854775809", "-9223372036854775809"),
        ("340282366920938463463374607431768211456", "340282366920938463463374607431768211456"),
        ("123456789012345678901234567890123456789012345", "1.23456789012345678901234567890123456789012345e+44"),
        ("0.12345678901234567890", "0.1234567890123456789"),
        ("-0.000001234567890123456789", "-0.000001234567890123456789"),
        ("0.00000012345678901234567890", "1.234567890123456789e-7"), ("0.10000000000000001", "0.10000000000000001"),
        ("1e400", "1e+400"), ("-25E+399", "-2.5e+400"), ("1e-400", "1e-400"), ("0.5e-399", "5e-400"),
        ("2.4703282292062327e-324", "2.4703282292062327e-324"), ("1.7976931348623159e308", "1.7976931348623159e+308"),
        ("1e800000000", "1e+800000000"),
    ])
    func keepsEveryDigit(document: String, written: String) throws {
        let value = try JSON.parse(utf8(document))
        guard case .decimal(let decimal) = value else {
            Issue.record("\(value)")
            return
        }
        #expect(decimal.description == written)
        #expect(try text(value) == written)
        #expect(try JSON.parse(utf8(written)) == value)
        #expect(try JSON.encode(value, style: .indented) == utf8(written))
    }

    @Test(arguments: [
        "0.1", "-0.0", "1.50", "1e22", "1e23", "9007199254740992.0", "0.30000000000000004", "123.45678901234567",
        "100000000000000000000", "5e-324", "1.7976931348623157e308", "2.2250738585072014e-308",
        "1.0000000000000000000000",
        "0.000000000000000000000000000000", "0e999999999999999999999",
    ])
    func isADoubleWhereThatLosesNothing(document: String) throws {
        #expect(try JSON.parse(utf8(document)) == .number(try #require(Double(document))))
    }

    @Test func isAnIntegerWhereADoubleWouldLoseDigits() throws {
        #expect(try JSON.parse(utf8("9007199254740993.0")) == 9_007_199_254_740_993)
        #expect(try JSON.parse(utf8("-9.223372036854775807e18")) == -9_223_372_036_854_775_807)
        #expect(try JSON.parse(utf8("12300000016722598110.0")) == .unsigned(12_300_000_016_722_598_110))
        #expect(try JSON.parse(utf8("1.8446744073709551615e19")) == .unsigned(.max))
    }

    /// The oracle: the digits of a number are kept exactly when its nearest double is written with the same digits.
    @Test func decidesAsTheShortestDigitsDo() throws {
        var random = SeededGenerator(seed: 17)
        for _ in 0..<20_000 {
            let digits = String(random.next() >> UInt64.random(in: 0...40, using: &random))
            let exponent = Int.random(in: -330...310, using: &random)
            let document = "\(digits)e\(exponent)"
            let value = try JSON.parse(utf8(document))
            let double = try #require(Double(document))
            let shortest = double.isFinite ? Decimals(double.description) : nil
            let isLossless = shortest == Decimals(document)
            if isLossless {
                #expect(value == .number(double), "\(document)")
            } else {
                #expect(value.numberValue != nil || !double.isFinite, "\(document)")
                #expect(Decimals(try text(value)) == Decimals(document), "\(document)")
            }
        }
    }

    @Test func refusesExponentsThatAreNoNumber() {
        for document in ["1e1000000000", "1e-1000000000", "1e999999999999999999999999", "-1.5E-99999999999"] {
            #expect(parseError(utf8(document))?.code == .outOfRange)
        }
    }

    @Test func convertsToAndFromDecimal() throws {
        let decimal = try #require(Decimal(string: "12345678901234567890.0123456789"))
        let value = JSONValue(decimal)
        #expect(try text(value) == "12345678901234567890.0123456789")
        #expect(value.decimalValue == decimal)
        #expect(value.numberValue == 12_345_678_901_234_567_890.0123456789)
        #expect(JSONValue(Decimal(2)) == 2)
        #expect(JSONValue(Decimal(string: "0.1") ?? 0) == 0.1)
        #expect(JSONValue(Decimal.nan) == .null)
        #expect((0.1 as JSONValue).decimalValue == Decimal(string: "0.1"))
        #expect(JSONValue.unsigned(.max).decimalValue == Decimal(UInt64.max))
        #expect(JSONValue.number(.infinity).decimalValue == nil)
        // A Decimal has 38 digits: more are refused, not rounded.
        let long = "1.23456789012345678901234567890123456789"
        #expect(try JSON.parse(utf8(long)).decimalValue == nil)
        #expect(decodeError(Decimal.self, long)?.code == .outOfRange)
        #expect(try JSON.decode(Decimal.self, from: utf8("1.2345678901234567890123456789012345678000")) > 1)
    }

    @Test func isCodableWithOtherCoders() throws {
        let value = try JSON.parse(utf8("[18446744073709551616,0.12345678901234567890]"))
        let data = try JSONEncoder().encode(value)
        #expect(String(decoding: data, as: UTF8.self) == "[18446744073709551616,0.1234567890123456789]")
        #expect(try JSONDecoder().decode(JSONValue.self, from: data) == value)
    }
}

/// The digits of a number, and where its point is.
private struct Decimals: Equatable {
    var digits: String
    var point: Int

    init(_ text: String) {
        let parts = text.lowercased().split(separator: "e")
        let (mantissa, exponent) = (parts[0], parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
        let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
        var digits = halves.joined()
        var point = halves[0].count + exponent
        while digits.hasPrefix("0"), digits.count > 1 {
            digits.removeFirst()
            point -= 1
        }
        while digits.hasSuffix("0"), digits.count > 1 { digits.removeLast() }
        self.digits = digits
        self.point = digits == "0" ? 0 : point
    }
}
