import CFuzzer
import Foundation
import NIOCore

@testable import ApusWebSocket

// The frames and messages of a WebSocket client must end in messages, a refusal or a wait for more, whatever comes; how
// the bytes were split must make no difference, and no message is larger than its limit. The first byte of an input says
// where to split the rest and, with its highest bit, whether compression has been agreed on.

let limit = 4096

/// What a reader says.
enum Answer: Equatable {
    case event(MessageReader.Event)
    case refusal(String)
}

/// The events of `pieces`, and the refusal with which they end.
func answers(to pieces: [ArraySlice<UInt8>], isCompressed: Bool) -> [Answer] {
    var reader = MessageReader(
        limits: MessageReader.Limits(messageBytes: limit, fragments: 16, expansion: 100),
        deflate: isCompressed ? DeflateParameters() : nil
    )
    var buffer = ByteBuffer()
    var answers: [Answer] = []
    do {
        for piece in pieces {
            buffer.writeBytes(piece)
            while let event = try reader.next(&buffer) {
                if case .message(let message) = event { precondition(message.bytes.readableBytes <= limit) }
                answers.append(.event(event))
            }
        }
    } catch {
        answers.append(.refusal("\(error)"))
    }
    return answers
}

/// Whether two splits of the same bytes mean the same. How much compressed bytes expand is judged by those that have come, so
/// what is refused for that may be refused earlier or for another reason; what is accepted before is the same.
func agree(_ one: [Answer], _ other: [Answer], isCompressed: Bool) -> Bool {
    guard isCompressed, one != other else { return one == other }
    for (a, b) in zip(one, other) where a != b {
        if case .refusal = a { return true }
        if case .refusal = b { return true }
        return false
    }
    return false
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
        let whole = answers(to: [input], isCompressed: isCompressed)
        for pieces in [[input[..<split], input[split...]], input.map { [$0] }] {
            precondition(agree(answers(to: pieces, isCompressed: isCompressed), whole, isCompressed: isCompressed))
        }
        return 0
    }
)
