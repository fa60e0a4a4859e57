import ApusJSON
import SeededRandom

extension SeededGenerator {
    /// A document of any shape, at most `depth` levels deep.
    mutating func value(depth: Int = 4) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 10 : 7), using: &self) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &self))
        case 2: return .integer(Int64(truncatingIfNeeded: next()) >> Int64.random(in: 0...63, using: &self))
        case 3: return .unsigned(next() | 1 << 63)
        case 4: return .number(double())
        case 5, 6: return .string(string())
        case 7: return .array((0..<Int.random(in: 0...6, using: &self)).map { _ in value(depth: depth - 1) })
        default:
            let count = Int.random(in: 0...(Int.random(in: 0...9, using: &self) == 0 ? 40 : 6), using: &self)
            return .object(JSONObject((0..<count).map { _ in (string(), value(depth: depth - 1)) }))
        }
    }

    /// Any finite number: half of them any bits, half short decimals.
    mutating func double() -> Double {
        if Bool.random(using: &self) {
            return Double(Int.random(in: -1_000_000...1_000_000, using: &self)) / 1000
        }
        while true {
            let value = Double(bitPattern: next())
            if value.isFinite { return value }
        }
    }

    /// A string of up to 20 characters of all kinds.
    mutating func string() -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...20, using: &self) {
            let limit: UInt32 = [0x20, 0x80, 0x80, 0x80, 0x800, 0x10000, 0x110000].randomElement(using: &self) ?? 0x80
            if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &self)) { text.append(scalar) }
        }
        return String(text)
    }
}
