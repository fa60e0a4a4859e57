public import ApusCore
public import HTTPTypes
public import Logging
public import NIOCore

extension Request {
    /// Makes a request without a connection, for tests and for calling handlers in process.
    ///
    /// ```swift
    /// let request = Request(method: .post, target: "/places", headers: [.contentType: "application/json"],
    ///                       body: RequestBody(#"{"name": "Oulu"}"#))
    /// let response = await router.compile().respond(to: request)
    /// ```
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - target: Path and query as on the wire, percent-encoded.
    ///   - headers: The header fields.
    ///   - body: The body.
    ///   - id: The identity of the request.
    ///   - logger: The logger on which ``logger`` is built; nothing is logged by default.
    ///   - remoteAddress: The address of the client.
    ///   - isSecure: Whether the client is said to use HTTPS.
    public init(
        method: HTTPRequest.Method = .get,
        target: String = "/",
        headers: HeaderFields = [:],
        body: RequestBody = RequestBody(),
        id: RequestID = RequestID(),
        logger: Logger = Logger(label: "apus.request") { _ in SwiftLogNoOpLogHandler() },
        remoteAddress: SocketAddress? = nil,
        isSecure: Bool = false
    ) {
        var bytes: [UInt8] = []
        func append(_ text: String) -> RequestHead.Range {
            let start = bytes.count
            bytes.append(contentsOf: text.utf8)
            return RequestHead.Range(start, bytes.count)
        }
        let targetRange = append(target)
        let fields = headers.list.map {
            RequestHead.Field(name: append($0.name.rawName), value: append($0.value))
        }
        let head = bytes.withUnsafeBytes { bytes in
            RequestHead(copying: bytes, fieldCapacity: fields.count) { copy, room, facts in
                facts.method = RequestMethod(method)
                facts.otherMethod = facts.method == .other ? method : nil
                facts.setOriginTarget(targetRange, in: copy)
                for (index, field) in fields.enumerated() { room[index] = field }
                facts.fieldCount = fields.count
            }
        }
        self.init(
            head: head,
            body: body,
            id: id,
            connection: ConnectionInfo(remoteAddress: remoteAddress, isSecure: isSecure, logger: logger)
        )
    }
}

extension RequestHead.Facts {
    /// Notes where the target is, and finds the path and the query in it.
    ///
    /// - Parameters:
    ///   - target: The target, which is the whole of it or, in absolute form, begins before `pathStart`.
    ///   - pathStart: Where the path begins; the start of the target by default.
    ///   - bytes: The bytes of the head.
    package mutating func setOriginTarget(
        _ target: RequestHead.Range,
        pathStart: Int? = nil,
        in bytes: UnsafeRawBufferPointer
    ) {
        self.target = target
        let start = pathStart ?? Int(target.start)
        let end = Int(target.end)
        var position = start
        while position < end, bytes[position] != UInt8(ascii: "?") {
            if bytes[position] == UInt8(ascii: "%") { pathIsEncoded = true }
            position += 1
        }
        // The byte after the head is a slash: the path of a target that has none.
        path = position == start ? RequestHead.Range(bytes.count, bytes.count + 1) : RequestHead.Range(start, position)
        if position < end {
            query = RequestHead.Range(position + 1, end)
            queryIsEncoded = bytes[position..<end].contains(UInt8(ascii: "%"))
        }
    }
}
