import ApusCore
import Testing

@Suite("Request ids")
struct RequestIDTests {
    @Test("An id is written as 32 hexadecimal digits")
    func description() {
        var words: [UInt64] = [0x0123_4567_89ab_cdef, 0x0000_0000_0000_000f]
        var generator = Words { words.removeFirst() }
        #expect(RequestID(using: &generator).description == "0123456789abcdef000000000000000f")
    }

    @Test("No two ids are the same")
    func distinct() {
        #expect(Set((0..<10_000).map { _ in RequestID() }).count == 10_000)
    }

    @Test(
        "An id is read from its digits or a UUID",
        arguments: [
            ("0123456789abcdef000000000000000f", "0123456789abcdef000000000000000f"),
            ("0123456789ABCDEF000000000000000F", "0123456789abcdef000000000000000f"),
            ("01234567-89ab-cdef-0000-00000000000f", "0123456789abcdef000000000000000f"),
            ("", nil), ("0123456789abcdef000000000000000", nil), ("0123456789abcdef000000000000000f0", nil),
            ("0123456789abcdef00000000000000\r\n", nil), ("0123456-789ab-cdef-0000-00000000000f", nil),
            ("0123456789abcdef0000-00000000000f", nil), ("g123456789abcdef000000000000000f", nil),
            ("\u{FF11}123456789abcdef000000000000f", nil), ("01234567-89ab-cdef-0000-0000000000-f", nil),
        ]
    )
    func parsing(_ text: String, _ expected: String?) {
        #expect(RequestID(text)?.description == expected)
    }

    private struct Words: RandomNumberGenerator {
        let word: () -> UInt64

        func next() -> UInt64 { word() }
    }
}
