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

    private struct Words: RandomNumberGenerator {
        let word: () -> UInt64

        func next() -> UInt64 { word() }
    }
}
