import CFuzzer
import Foundation
import NIOCore

@testable import ApusWebSocket

// The frames and messages of a WebSocket client must end in messages, a refusal or a wait for more, whatever comes; how
// the bytes were split must make no difference, and no message is larger than its limit. The first byte of an input says
// where to split the rest and, with its highest bit, whether compression has been agreed on.

let limit = 4096

/// The events of `pieces`, and the refusal with which they end.
func events(of pieces: [ArraySlice<UInt8>], isCompressed: Bool) -> [String] {
    var reader = MessageReader(
        limits: MessageReader.Limits(messageBytes: limit, fragments: 16, expansion: 100),
        deflate: isCompressed ? DeflateParameters() : nil
    )
    var buffer = ByteBuffer()
    var events: [String] = []
    do {
        for piece in pieces {
            buffer.writeBytes(piece)
            while let event = try reader.next(&buffer) {
                if case .message(let message) = event { precondition(message.bytes.readableBytes <= limit) }
                events.append("\(event)")
            }
        }
    } catch {
        events.append("\(error)")
    }
    return events
}

var argumentCount = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
exit(
    LLVMFuzzerRunDriver(&argumentCount, &arguments) { data, size in
        let bytes = Array(UnsafeBufferPointer(start: data, count: size))
        guard let first = bytes.first else { return 0 }
        let input = bytes.dropFirst()
        let isCompressed = first & 0x80 != 0
        let split = input.startIndex + Int(first & 0x7F) % (input.count + 1)
        let whole = events(of: [input], isCompressed: isCompressed)
        precondition(events(of: [input[..<split], input[split...]], isCompressed: isCompressed) == whole)
        precondition(events(of: input.map { [$0] }, isCompressed: isCompressed) == whole)
        return 0
    }
)
