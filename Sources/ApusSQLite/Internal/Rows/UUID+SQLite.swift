internal import FoundationEssentials

/// UUIDs as SQLite keeps them: 36 characters, lower case.
extension UUID {
    static let sqliteTextCount = 36

    /// Reads exactly the form that ``writeSQLiteText(to:)`` writes, so that what was read can be looked up again.
    init?(sqliteText text: UnsafeBufferPointer<UInt8>) {
        guard text.count == Self.sqliteTextCount else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        var digits = 0
        for (index, character) in text.enumerated() {
            if Self.isHyphen(at: index) {
                guard character == UInt8(ascii: "-") else { return nil }
                continue
            }
            let digit: UInt8
            switch character {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = character - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = character - UInt8(ascii: "a") + 10
            default: return nil
            }
            if digits < 16 { high = high << 4 | UInt64(digit) } else { low = low << 4 | UInt64(digit) }
            digits += 1
        }
        self.init(uuid: unsafeBitCast((high.bigEndian, low.bigEndian), to: uuid_t.self))
    }

    /// Writes the 36 characters.
    func writeSQLiteText(to text: UnsafeMutableBufferPointer<UInt8>) {
        withUnsafeBytes(of: uuid) { bytes in
            var digits = 0
            for index in 0..<Self.sqliteTextCount {
                if Self.isHyphen(at: index) {
                    text[index] = UInt8(ascii: "-")
                    continue
                }
                let byte = bytes[digits / 2]
                let digit = digits.isMultiple(of: 2) ? byte >> 4 : byte & 0xF
                text[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
                digits += 1
            }
        }
    }

    private static func isHyphen(at index: Int) -> Bool {
        index == 8 || index == 13 || index == 18 || index == 23
    }
}
