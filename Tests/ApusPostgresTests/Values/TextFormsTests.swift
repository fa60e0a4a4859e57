import Testing

@testable import ApusPostgres

@Suite("Text forms")
struct TextFormsTests {
    private func read<Value>(_ text: String, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        Array(text.utf8).withUnsafeBytes(body)
    }

    @Test(
        "Whole numbers",
        arguments: [
            ("0", 0), ("-1", -1), ("9223372036854775807", .max), ("-9223372036854775808", .min), ("00012", 12),
            ("9223372036854775808", nil), ("-9223372036854775809", nil), ("", nil), ("-", nil), ("1.0", nil),
            ("1e3", nil),
            ("+1", nil), (" 1", nil), ("99999999999999999999999", nil),
        ] as [(String, Int64?)]
    )
    func integers(_ text: String, value: Int64?) {
        #expect(read(text) { $0.decimalInteger } == value)
    }

    @Test(
        "Decimal numbers are whole when nothing but zeros follows the point",
        arguments: [
            ("12", 12), ("12.000", 12), ("-12.00", -12), ("12.01", nil), ("0.5", nil), ("NaN", nil), ("Infinity", nil),
            ("100000000000000000000", nil),
        ] as [(String, Int64?)]
    )
    func decimals(_ text: String, value: Int64?) {
        #expect(read(text) { $0.wholeDecimal } == value)
    }

    @Test(
        "Bytes in both output forms",
        arguments: [
            (#"\x"#, []), (#"\x00ff7F"#, [0, 255, 127]), (#"\xabc"#, nil), (#"\xzz"#, nil), ("", []),
            ("abc", [97, 98, 99]),
            (#"a\\b"#, [97, 92, 98]), (#"\000\377"#, [0, 255]), (#"\400"#, nil), (#"\08"#, nil), (#"\"#, nil),
        ] as [(String, [UInt8]?)]
    )
    func bytes(_ text: String, value: [UInt8]?) {
        #expect(read(text) { $0.byteaText } == value)
    }

    @Test(
        "Command tags tell the number of changed rows",
        arguments: [
            ("INSERT 0 5", 5), ("UPDATE 0", 0), ("DELETE 12", 12), ("MERGE 3", 3), ("SELECT 7", 0), ("FETCH 1", 0),
            ("BEGIN", 0), ("", 0), ("INSERT", 0),
        ]
    )
    func commandTags(_ tag: String, count: Int) {
        tag.withCString { #expect(CommandTag($0).affectedCount == count) }
    }

    @Test("A command is known by its whole first word")
    func commands() {
        "COMMIT".withCString { #expect(CommandTag($0).isCommand("COMMIT")) }
        "COMMIT PREPARED".withCString { #expect(CommandTag($0).isCommand("COMMIT")) }
        "COMMITTED".withCString { #expect(!CommandTag($0).isCommand("COMMIT")) }
        "ROLLBACK".withCString { #expect(!CommandTag($0).isCommand("COMMIT")) }
    }
}
