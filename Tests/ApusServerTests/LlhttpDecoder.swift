import NIOCore
import NIOEmbedded
import NIOHTTP1

/// NIO's decoder, which is llhttp, as an oracle: the same bytes, written down as ``ParserHarness`` does it.
struct LlhttpDecoder {
    /// What the decoder makes of `pieces`; the last line is `refused` when it throws.
    func events(_ pieces: [[UInt8]]) -> [String] {
        let decoder = ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes))
        let channel = EmbeddedChannel(handler: decoder)
        var lines: [String] = []
        var body: [UInt8]?
        for piece in pieces {
            var isRefused = false
            do {
                try channel.writeInbound(ByteBuffer(bytes: piece))
            } catch {
                isRefused = true
            }
            while let part = try? channel.readInbound(as: HTTPServerRequestPart.self) {
                switch part {
                case .head(let head):
                    lines.append(describe(head))
                    let hasBody =
                        head.headers.contains(name: "transfer-encoding")
                        || head.headers.first(name: "content-length").map { Int($0) != 0 } ?? false
                    body = hasBody ? [] : nil
                case .body(let bytes):
                    body?.append(contentsOf: bytes.readableBytesView)
                case .end(let trailers):
                    if let body { lines.append("body \(String(decoding: body, as: UTF8.self))" + describe(trailers)) }
                    body = nil
                }
            }
            if isRefused {
                lines.append("refused")
                break
            }
        }
        _ = try? channel.finish(acceptAlreadyClosed: true)
        return lines
    }

    private func describe(_ head: HTTPRequestHead) -> String {
        let fields = head.headers.map { name, value in
            // NIO takes spaces off the end of a value, but not tabs.
            let value = String(value.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
            return "\(name)=\(name.lowercased() == "host" && head.uri.contains("://") ? "…" : value)"
        }
        // NIO spells this one method in its own way.
        let method = head.method == .MSEARCH ? "M-SEARCH" : head.method.rawValue
        return "\(method) \(head.uri) 1.\(head.version.minor) [\(fields.joined(separator: "|"))]"
            + (head.isKeepAlive ? "" : " close")
    }

    private func describe(_ trailers: HTTPHeaders?) -> String {
        guard let trailers, !trailers.isEmpty else { return "" }
        return " [" + trailers.map { "\($0.name)=\($0.value)" }.joined(separator: "|") + "]"
    }
}
