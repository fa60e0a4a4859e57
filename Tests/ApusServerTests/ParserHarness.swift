import ApusCore
import ApusHTTP
import HTTPTypes
import NIOCore

@testable import ApusServer

/// Feeds bytes to a parser and writes down what it makes of them.
struct ParserHarness {
    var limits = RequestLimits()

    /// The events of `pieces`, one line each; the pieces of a body are joined.
    func events(_ pieces: [[UInt8]]) -> [String] {
        events(pieces, describe: describe)
    }

    /// The events of `pieces`, with heads as `describe` writes them.
    func events(_ pieces: [[UInt8]], describe: (ParsedHead) -> String) -> [String] {
        var parser = RequestParser(limits: limits)
        var buffer = ByteBuffer()
        var lines: [String] = []
        var body: [UInt8] = []
        for piece in pieces {
            buffer.writeBytes(piece)
            while let event = parser.next(&buffer) {
                switch event {
                case .head(let parsed):
                    lines.append(describe(parsed))
                case .body(let bytes):
                    body += Array(bytes.readableBytesView)
                case .end(let trailers):
                    let fields = trailers.isEmpty ? "" : " [" + trailers.described + "]"
                    lines.append("body \(String(decoding: body, as: UTF8.self))" + fields)
                    body = []
                case .failure(let failure):
                    lines.append("failure \(failure)")
                }
            }
        }
        return lines
    }

    func events(_ text: String) -> [String] {
        events([Array(text.utf8)])
    }

    /// The status with which the first failure in `text` is answered; nil if there is none.
    func failure(_ bytes: [UInt8]) -> ParseFailure? {
        var parser = RequestParser(limits: limits)
        var buffer = ByteBuffer(bytes: bytes)
        while let event = parser.next(&buffer) {
            if case .failure(let failure) = event { return failure }
        }
        return nil
    }

    private func describe(_ parsed: ParsedHead) -> String {
        let request = Request(parsed.head)
        var line = "\(request.method.rawValue) \(request.path)"
        if !request.query.all.isEmpty {
            line += " ?" + request.query.all.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
        }
        line += " [" + request.headers.described + "]"
        switch parsed.framing {
        case .none: break
        case .length(let length): line += " length \(length)"
        case .chunked: line += " chunked"
        }
        if !parsed.isPersistent { line += " close" }
        if parsed.expectsContinue { line += " continue" }
        return line
    }
}

extension HeaderFields {
    fileprivate var described: String {
        map { "\($0.name.rawName)=\($0.value)" }.joined(separator: "|")
    }
}

extension Request {
    /// A request with a parsed head and nothing else.
    init(_ head: RequestHead) {
        self.init(head: head, body: RequestBody(), id: .init(), connection: .init(remoteAddress: nil, logger: .silent))
    }
}
