import ApusHTTP
import HTTPTypes
import Logging
import NIOCore
import Synchronization

/// Calls routes directly.
struct InProcessTransport: ClientTransport {
    private let responder: Responder
    private let logger: Logger

    init(_ responder: Responder, logger: Logger = Logger(label: "apus.test") { _ in SwiftLogNoOpLogHandler() }) {
        self.responder = responder
        self.logger = logger
    }

    func open(_ request: ClientRequest) async throws -> any ClientExchange {
        let response = await responder.respond(
            to: Request(
                method: request.method,
                target: request.target,
                headers: request.headers,
                body: RequestBody(request.body),
                logger: logger
            )
        )
        // What a server would not send either.
        guard let invalid = response.headers.first(where: { !$0.isValid }) else {
            return InProcessExchange(response, isHead: request.method == .head)
        }
        throw TestClientError("The response has a field whose value breaks the line: \(invalid.name)")
    }
}

/// A response of routes that have been called directly. A body that is written while it is sent is written by a task of its
/// own, which waits for the test as it would wait for a slow client.
final class InProcessExchange: ClientExchange {
    let status: HTTPResponse.Status
    let headers: HeaderFields

    private let output: BodyStream
    private let input: BodyStream?
    private let task: Task<Void, Never>?
    private let failure: Failure

    /// What the routes have thrown while they wrote the body.
    private final class Failure: Sendable {
        let error = Mutex<(any Error)?>(nil)
    }

    init(_ response: Response, isHead: Bool) {
        status = response.status
        var headers = response.headers
        if let type = response.body.contentType, !headers.contains(.contentType) { headers[.contentType] = type }
        self.headers = headers
        let gate = Gate()
        let output = BodyStream(expectedLength: nil) { gate.open() }
        self.output = output
        let failure = Failure()
        self.failure = failure
        let writer = BodyWriter { piece in
            try Task.checkCancellation()
            if output.yield(piece) > 0 { try await gate.pass() }
        }
        var input: BodyStream?
        var run: (@Sendable () async throws -> Void)?
        switch response.body.storage {
        case _ where isHead, .empty: break
        case .text(let text): _ = output.yield(ByteBuffer(string: text))
        case .bytes(let bytes): _ = output.yield(ByteBuffer(bytes: bytes))
        case .buffer(let buffer): _ = output.yield(buffer)
        case .stream(_, let produce): run = { try await produce(writer) }
        case .upgrade(let upgraded):
            let received = BodyStream(expectedLength: nil) {}
            input = received
            run = { try await upgraded(RequestBody(received), writer) }
        }
        self.input = input
        guard let run else {
            output.finish()
            task = nil
            return
        }
        task = Task {
            do {
                try await run()
                output.finish()
            } catch {
                failure.error.withLock { $0 = error }
                output.fail(.badRequest(code: "response_cut"))
            }
        }
    }

    func next() async throws -> ByteBuffer? {
        do {
            return try await output.next()
        } catch {
            throw failure.error.withLock { $0 } ?? error
        }
    }

    func write(_ bytes: ByteBuffer) async throws {
        guard let input else { throw TestClientError("The connection has not left HTTP.") }
        _ = input.yield(bytes)
    }

    func close() async {
        input?.finish()
        task?.cancel()
        await task?.value
    }
}
