import SeededRandom

extension SeededGenerator {
    /// A document changed in one to four places.
    mutating func mutation(of document: [UInt8]) throws -> [UInt8] {
        let interesting =
            Array(#"{}[],:"\/0123456789-+.eEtfnul"#.utf8) + [0x20, 0x0A, 0x00, 0x1F, 0x7F, 0x80, 0xC3, 0xED, 0xFF]
        var bytes = document
        for _ in 0..<Int.random(in: 1...4, using: &self) {
            let position = Int.random(in: 0...bytes.count, using: &self)
            let end = min(bytes.count, position + Int.random(in: 0...8, using: &self))
            switch Int.random(in: 0..<6, using: &self) {
            case 0: bytes.removeSubrange(position..<end)
            case 1: bytes.insert(interesting.randomElement(using: &self) ?? 0, at: position)
            case 2 where position < bytes.count: bytes[position] = interesting.randomElement(using: &self) ?? 0
            case 3 where position < bytes.count: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 4:
                bytes.insert(
                    contentsOf: Array(bytes[position..<end]),
                    at: Int.random(in: 0...bytes.count, using: &self)
                )
            default: bytes.removeLast(min(bytes.count, Int.random(in: 0...3, using: &self)))
            }
        }
        return bytes
    }
}
