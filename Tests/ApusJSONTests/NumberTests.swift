import ApusJSON
import Foundation
import SeededRandom
import Testing

@Suite struct NumberTests {
    private func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws(JSONError) -> Value {
        try JSON.decode(type, from: utf8(text))
    }

    @Test func readsIntegersExactly() throws {
        #expect(try decode(Int64.self, "9223372036854775807") == .max)
        #expect(try decode(Int64.self, "-9223372036854775808") == .min)
        #expect(try decode(UInt64.self, "18446744073709551615") == .max)
        #expect(try decode(Int.self, "9007199254740993") == 9_007_199_254_740_993)
        #expect(try decode(Int8.self, "-128") == -128)
        #expect(try decode(UInt8.self, "255") == 255)
        #expect(try decode(Int128.self, "-170141183460469231731687303715884105728") == .min)
        #expect(try decode(UInt128.self, "340282366920938463463374607431768211455") == .max)
        #expect(try decode(Int.self, "-0") == 0)
        #expect(try decode(UInt.self, "-0.0") == 0)
    }

    @Test func readsWholeNumbersInOtherForms() throws {
        #expect(try decode(Int.self, "1.0") == 1)
        #expect(try decode(Int.self, "1.50e1") == 15)
        #expect(try decode(Int.self, "-1200e-2") == -12)
        #expect(try decode(Int.self, "0e99999999999999999999") == 0)
        #expect(try decode(Int64.self, "9223372036854775807.000") == .max)
        #expect(try decode(Int64.self, "9.223372036854775807e18") == .max)
        #expect(try decode(Int64.self, "-9.223372036854775808E+18") == .min)
        #expect(try decode(UInt64.self, "1844674407370955161500e-2") == .max)
    }

    @Test(arguments: [
        ("9223372036854775808", JSONError.Code.outOfRange), ("-9223372036854775809", .outOfRange),
        ("1e19", .outOfRange), ("1e99999999999999999999", .outOfRange), ("9.223372036854775808e18", .outOfRange),
        ("1.5", .typeMismatch), ("1e-1", .typeMismatch), ("0.1e0", .typeMismatch),
        ("1e-99999999999999999999", .typeMismatch),
        ("9223372036854775807.5", .typeMismatch), ("\"1\"", .typeMismatch), ("null", .valueNotFound),
        ("true", .typeMismatch),
    ])
    func refusesWhatIsNoInt64(document: String, code: JSONError.Code) {
        #expect(decodeError(Int64.self, document)?.code == code)
    }

    @Test func keepsToTheRangeOfEachType() {
        #expect(decodeError(UInt8.self, "256")?.message == "the number must be in 0...255")
        #expect(decodeError(UInt8.self, "-1")?.code == .outOfRange)
        #expect(decodeError(Int8.self, "128")?.code == .outOfRange)
        #expect(decodeError(UInt64.self, "18446744073709551616")?.code == .outOfRange)
        #expect(decodeError(UInt64.self, "-1")?.code == .outOfRange)
        #expect(decodeError(UInt32.self, "-1e0")?.code == .outOfRange)
        #expect(decodeError(UInt128.self, "340282366920938463463374607431768211456")?.code == .outOfRange)
    }

    @Test(arguments: [
        "0.1", "0.2", "0.3", "1e22", "1e23", "9007199254740993", "9007199254740992.5",
        "9007199254740993.0000000000000001",
        "2.2250738585072011e-308", "2.2250738585072012e-308", "4.9e-324", "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "1.7976931348623158e308", "123456789012345678901234567890", "0.000000000000000000000000000000123456789",
        "8.41e21", "9214843084008499", "30078505129381147446200", "1.00000000000000011102230246251565",
        "6929495644600919.5", "3.7455744005952583e15", "10000000000000000000", "0e400", "0.0e-400", "1e-500", "-1e-500",
    ])
    func readsTheNearestDouble(document: String) throws {
        #expect(try decode(Double.self, document).bitPattern == Double(document)?.bitPattern)
    }

    @Test func readsManyDoublesBack() throws {
        var random = SeededGenerator(seed: 6)
        for _ in 0..<20_000 {
            let value = random.double()
            #expect(try decode(Double.self, value.description).bitPattern == value.bitPattern)
            let digits = UInt64.random(in: 0...99_999_999_999_999_999, using: &random)
            let document = "\(digits).\(digits % 1000)e\(Int.random(in: -330...280, using: &random))"
            #expect(try decode(Double.self, document) == Double(document))
        }
    }

    @Test func roundsFloatsOnce() throws {
        // Halfway between two floats but for its last digit, which a double would lose.
        let document = "1.00000005960464477539062500000000000000000000000000001"
        #expect(try decode(Float.self, document) == Float(1).nextUp)
        #expect(try decode(Float.self, "16777217") == 16_777_216)
        #expect(decodeError(Float.self, "3.5e38")?.code == .outOfRange)
    }

    @Test func readsDecimalsWithoutLoss() throws {
        #expect(try decode(Decimal.self, "0.1") == Decimal(string: "0.1"))
        #expect(
            try decode(Decimal.self, "-12345678901234567890.0123456789")
                == Decimal(string: "-12345678901234567890.0123456789")
        )
        #expect(try decode(Decimal.self, "18446744073709551615") == Decimal(UInt64.max))
        #expect(decodeError(Decimal.self, "\"1\"")?.message == "expected a number, found a string")
        #expect(decodeError(Decimal.self, "1e400")?.code == .outOfRange)
    }
}
