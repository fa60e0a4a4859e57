import NIOCore

extension ServerSentEvent {
    /// A line that clients ignore; it keeps a connection from looking idle to what lies between.
    static let heartbeat = ByteBuffer(string: ":\n\n")

    /// The event as it is sent: its fields, a line each, and an empty line.
    var encoded: ByteBuffer {
        var buffer = ByteBuffer()
        if let event { buffer.writeEventField("event", event.onOneLine) }
        if let id { buffer.writeEventField("id", id.onOneLine) }
        if let retry {
            buffer.writeEventField("retry", "\(max(retry / .milliseconds(1), 0).rounded(.down).wholeNumber)")
        }
        if let data {
            for line in data.eventLines { buffer.writeEventField("data", line) }
        }
        buffer.writeStaticString("\n")
        return buffer
    }
}

extension ByteBuffer {
    fileprivate mutating func writeEventField(_ name: StaticString, _ value: some StringProtocol) {
        writeStaticString(name)
        writeStaticString(": ")
        writeSubstring(Substring(value))
        writeStaticString("\n")
    }
}

extension Double {
    fileprivate var wholeNumber: Int { Int(exactly: self) ?? .max }
}

extension String {
    /// The lines, which end with LF, CR or both. Unicode's other line breaks are text here.
    fileprivate var eventLines: [Substring] {
        var lines: [Substring] = []
        var rest = self[...].unicodeScalars
        while let end = rest.firstIndex(where: { $0 == "\n" || $0 == "\r" }) {
            lines.append(Substring(rest[..<end]))
            let isPair = rest[end...].starts(with: "\r\n".unicodeScalars)
            rest = rest[rest.index(end, offsetBy: isPair ? 2 : 1)...]
        }
        return lines + [Substring(rest)]
    }

    /// The text without line breaks and without NUL, with which clients ignore an id.
    fileprivate var onOneLine: String {
        guard utf8.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0 }) else { return self }
        return String(decoding: utf8.filter { $0 != 0x0A && $0 != 0x0D && $0 != 0 }, as: UTF8.self)
    }
}
