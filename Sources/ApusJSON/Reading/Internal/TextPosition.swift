/// The line and column of a byte, both from 1. Columns count Unicode scalars.
struct TextPosition {
    var line = 1
    var column = 1

    init() {}

    init(of offset: Int, in source: UnsafeBufferPointer<UInt8>) {
        advance(over: source[..<min(offset, source.count)])
    }

    /// Moves on to what follows some bytes.
    mutating func advance(over bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
    }
}
