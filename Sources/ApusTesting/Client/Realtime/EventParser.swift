import ApusHTTP
import NIOCore

/// Reads server-sent events from pieces of any size (HTML Standard, section 9.2.6).
struct EventParser: Sendable {
    private var buffer = ByteBuffer()
    private var event = ServerSentEvent(nil)
    private var isEmpty = true

    mutating func receive(_ piece: ByteBuffer) {
        buffer.writeImmutableBuffer(piece)
    }

    /// The next event that is complete. Comments are passed over.
    mutating func next() -> ServerSentEvent? {
        while let line = readLine() {
            guard line.isEmpty else {
                read(line)
                continue
            }
            guard !isEmpty else { continue }
            defer {
                event = ServerSentEvent(nil)
                isEmpty = true
            }
            return event
        }
        return nil
    }

    private mutating func read(_ line: String) {
        let name = line.prefix { $0 != ":" }
        var value = line.dropFirst(name.count + 1)
        if value.first == " " { value.removeFirst() }
        switch name {
        case "data": event.data = event.data.map { "\($0)\n\(value)" } ?? String(value)
        case "event": event.event = String(value)
        case "id": event.id = String(value)
        case "retry": event.retry = Int(value).map { .milliseconds($0) }
        default: return
        }
        isEmpty = false
    }

    /// A line without its end, which is the LF that our server writes.
    private mutating func readLine() -> String? {
        guard let end = buffer.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let line = buffer.readString(length: end - buffer.readerIndex)
        buffer.moveReaderIndex(forwardBy: 1)
        return line
    }
}
