/// What stands between two parts: the end of a line, two hyphens and the boundary (RFC 2046, section 5.1.1).
struct MultipartDelimiter: Sendable {
    let bytes: [UInt8]

    /// How far the search may move on from each last byte (Horspool's algorithm): content that has little in common with the
    /// delimiter, as most has, is looked at in steps of its length.
    private let skips: [UInt8]

    /// Makes the delimiter of a boundary; nil when that is not possible.
    init?(boundary: String) {
        let isPossible = boundary.utf8.allSatisfy { byte in
            byte.isASCIILetter || byte.isASCIIDigit || "'()+_,-./:=? ".utf8.contains(byte)
        }
        guard isPossible, (1...70).contains(boundary.utf8.count), boundary.utf8.last != UInt8(ascii: " ") else {
            return nil
        }
        bytes = Array("\r\n--\(boundary)".utf8)
        var skips = [UInt8](repeating: UInt8(bytes.count), count: 256)
        for (index, byte) in bytes.dropLast().enumerated() { skips[Int(byte)] = UInt8(bytes.count - 1 - index) }
        self.skips = skips
    }

    /// Where the delimiter first is in `content`; nil when it is not there as a whole.
    func firstIndex(in content: UnsafeRawBufferPointer) -> Int? {
        let last = bytes.count - 1
        return bytes.withUnsafeBufferPointer { bytes in
            skips.withUnsafeBufferPointer { skips in
                var start = 0
                while start + last < content.count {
                    var index = last
                    while content[start + index] == bytes[index] {
                        if index == 0 { return start }
                        index -= 1
                    }
                    start += Int(skips[Int(content[start + last])])
                }
                return nil
            }
        }
    }
}
