import ApusCore
import ApusHTTP
import HTTPTypes
import Logging
import NIOCore
import Synchronization
import Testing

/// How errors become responses.
@Suite struct ProblemTests {
    struct Known: ProblemConvertible {
        var problem: Problem { .conflict(code: "known", detail: "It is \"known\".") }
    }

    struct Foreign: Error {
        var secret = "password"
    }

    private func answer(
        _ error: any Error,
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        _ configure: (Router) -> Void = { _ in }
    ) async throws -> (response: Response, text: String) {
        let router = Router()
        router.get("/") { _ -> Response in throw error }
        configure(router)
        let request = Request(target: "/?q=private", logger: logger)
        let response = try await router.compile().respond(to: request)
        let text = String(buffer: try await response.body.collect(upTo: 10_000))
        return (
            response,
            text.split(separator: request.id.description, omittingEmptySubsequences: false).joined(separator: "ID")
        )
    }

    @Test func aProblemIsItsOwnDocument() async throws {
        let (response, text) = try await answer(Problem.notFound(detail: "There is no country XX."))
        #expect(response.status == .notFound)
        #expect(
            text
                == #"{"type":"about:blank","title":"Not Found","status":404,"code":"not_found","detail":"There is no country XX.","requestId":"ID"}"#
        )
    }

    @Test func aConvertibleErrorSaysHowItIsShown() async throws {
        #expect(
            try await answer(Known()).text
                == #"{"type":"about:blank","title":"Conflict","status":409,"code":"known","detail":"It is \"known\".","requestId":"ID"}"#
        )
    }

    @Test func aMappedErrorIsMapped() async throws {
        let (response, text) = try await answer(Foreign()) { router in
            router.mapError(Foreign.self) { _ in .serviceUnavailable(retryAfter: 5) }
        }
        #expect(response.headers[.retryAfter] == "5")
        #expect(
            text
                == #"{"type":"about:blank","title":"Service Unavailable","status":503,"code":"service_unavailable","requestId":"ID"}"#
        )
    }

    @Test func anyOtherErrorIsHiddenAndLogged() async throws {
        let log = LogRecorder()
        let (response, text) = try await answer(Foreign(), logger: log.logger)
        #expect(
            text
                == #"{"type":"about:blank","title":"Internal Server Error","status":500,"code":"internal_server_error","requestId":"ID"}"#
        )
        #expect(log.lines.count == 1)
        let line = log.lines.first ?? ""
        #expect(line.hasPrefix("error Request failed"))
        #expect(line.contains("password"))
        #expect(line.contains("request_id=\(response.headers[.requestID] ?? "none")"))
        #expect(!line.contains("private"))
    }

    @Test func middlewareSeesErrorsAsResponses() async throws {
        struct Teapot: Middleware {
            func respond(to request: Request, next: Next) async throws -> Response {
                let response = await next(request)
                if response.status == .notFound {
                    throw Problem(status: .init(code: 418, reasonPhrase: "I'm a teapot"))
                }
                return response
            }
        }
        let (response, text) = try await answer(Problem.notFound) { $0.use(AccessLog(), Teapot()) }
        #expect(response.status.code == 418)
        #expect(text.contains(#""code":"i_m_a_teapot""#))
    }

    @Test func accessIsLogged() async throws {
        let log = LogRecorder()
        let router = Router()
        router.use(AccessLog())
        router.get("/a/{b}") { request in
            request.logger.debug("dropped")
            return "c"
        }
        let responder = try router.compile()
        let request = Request(target: "/a/x%20y?secret=1", logger: log.logger)
        _ = await responder.respond(to: request)
        _ = await responder.respond(to: Request(target: "/nowhere", logger: log.logger))
        #expect(log.lines.count == 2)
        #expect(log.lines[0].hasPrefix("info GET /a/x%20y bytes=1 client=- duration_ms="))
        #expect(log.lines[0].hasSuffix(" request_id=\(request.id) route=/a/{b} status=200"))
        #expect(log.lines[1].hasSuffix("status=404"))
    }

    @Test func theRequestIDHeaderIsSent() async throws {
        let router = Router()
        router.use(RequestIDHeader())
        router.get("/") { _ in "" }
        let request = Request()
        let response = try await router.compile().respond(to: request)
        #expect(response.headers[.requestID] == request.id.description)
    }
}

/// Keeps what is logged, one line a message, metadata sorted.
final class LogRecorder: Sendable {
    private let recorded = Mutex<[String]>([])

    var lines: [String] { recorded.withLock { $0 } }
    var logger: Logger { Logger(label: "test") { _ in Handler(recorder: self) } }

    private struct Handler: LogHandler {
        let recorder: LogRecorder
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let pairs = (event.metadata ?? [:]).map { " \($0)=\($1)" }.sorted().joined()
            recorder.recorded.withLock { $0.append("\(event.level) \(event.message)\(pairs)") }
        }
    }
}
