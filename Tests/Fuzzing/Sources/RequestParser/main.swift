import CFuzzer
import Foundation
import NIOCore

@testable import ApusHTTP
@testable import ApusServer

// The parser of HTTP/1.1 requests must end in requests, a refusal or a wait for more, whatever comes; and how the bytes
// were split must make no difference. The first byte of an input says where to split the rest.

/// The events of `pieces`; those of one body are joined.
func events(of pieces: [ArraySlice<UInt8>]) -> [String] {
    var parser = RequestParser(limits: RequestLimits())
    var buffer = ByteBuffer()
    var events: [String] = []
    var body: [UInt8] = []
    for piece in pieces {
        buffer.writeBytes(piece)
        while let event = parser.next(&buffer) {
            switch event {
            case .head(let parsed):
                events.append(
                    "\(parsed.framing) \(parsed.isPersistent) \(parsed.expectsContinue) \(parsed.head.fieldCount)"
                )
            case .body(let bytes): body += bytes.readableBytesView
            case .end(let trailers):
                events.append("\(body) \(trailers.map(\.value))")
                body = []
            case .failure(let failure): events.append("\(failure)")
            }
        }
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
        let split = input.startIndex + Int(first) % (input.count + 1)
        let whole = events(of: [input])
        precondition(events(of: [input[..<split], input[split...]]) == whole, "split at \(first)")
        precondition(events(of: input.map { [$0] }) == whole, "split at every byte")
        return 0
    }
)
