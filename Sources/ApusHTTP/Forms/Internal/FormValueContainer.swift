/// One value of a form.
struct FormValueContainer: SingleValueDecodingContainer {
    let decoder: FormDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool { decoder.node.isEmpty }

    func decode(_ type: Bool.Type) -> Bool { decoder.bool() }

    func decode(_ type: String.Type) -> String { decoder.text("a text", allowsEmpty: true) ?? "" }

    func decode(_ type: Double.Type) -> Double { real() }
    func decode(_ type: Float.Type) -> Float { real() }

    func decode(_ type: Int.Type) -> Int { integer() }
    func decode(_ type: Int8.Type) -> Int8 { integer() }
    func decode(_ type: Int16.Type) -> Int16 { integer() }
    func decode(_ type: Int32.Type) -> Int32 { integer() }
    func decode(_ type: Int64.Type) -> Int64 { integer() }
    func decode(_ type: UInt.Type) -> UInt { integer() }
    func decode(_ type: UInt8.Type) -> UInt8 { integer() }
    func decode(_ type: UInt16.Type) -> UInt16 { integer() }
    func decode(_ type: UInt32.Type) -> UInt32 { integer() }
    func decode(_ type: UInt64.Type) -> UInt64 { integer() }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.decode(type) }

    private func integer<Number: FixedWidthInteger>() -> Number {
        decoder.number("an integer from \(Number.min) to \(Number.max)") { Number($0) } ?? 0
    }

    private func real<Number: BinaryFloatingPoint & LosslessStringConvertible>() -> Number {
        let number = decoder.number("a number") { text -> Number? in
            // Swift reads hexadecimal numbers, infinities and NaN as well.
            guard text.utf8.allSatisfy({ $0.isASCIIDigit || "+-.eE".utf8.contains($0) }) else { return nil }
            return Number(text).flatMap { $0.isFinite ? $0 : nil }
        }
        return number ?? 0
    }
}
