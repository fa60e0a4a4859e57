/// What the server says when a command is done: `INSERT 0 1`, `SELECT 3`, `COMMIT`.
struct CommandTag {
    private let bytes: UnsafeRawBufferPointer

    /// The tag must outlive this value.
    init(_ tag: UnsafePointer<CChar>) {
        var count = 0
        while tag[count] != 0 { count += 1 }
        bytes = UnsafeRawBufferPointer(start: tag, count: count)
    }

    /// Rows inserted, updated or deleted; zero for every other command.
    var affectedCount: Int {
        guard isCommand("INSERT") || isCommand("UPDATE") || isCommand("DELETE") || isCommand("MERGE"),
            let space = bytes.lastIndex(of: UInt8(ascii: " "))
        else { return 0 }
        let count = UnsafeRawBufferPointer(rebasing: bytes[(space + 1)...]).decimalInteger
        return count.flatMap { Int(exactly: $0) } ?? 0
    }

    /// Whether the tag's first word is `command`.
    func isCommand(_ command: StaticString) -> Bool {
        command.withUTF8Buffer { command in
            bytes.starts(with: command) && (bytes.count == command.count || bytes[command.count] == UInt8(ascii: " "))
        }
    }
}
