import HTTPTypes
import NIOCore
import Synchronization

/// Reads a form from a body. There is one consumer at a time: of the parts, or of the content of the current one.
final class MultipartReader: Sendable {
    private struct State {
        var parser: MultipartParser
        /// The number of the current part.
        var part = 0
        var isWithinPart = false
        /// What made the form unreadable; it is told again to whoever goes on.
        var failure: Problem?
    }

    private let body: BodyReader
    private let state: Mutex<State>

    init(_ body: RequestBody, _ parser: MultipartParser) {
        self.body = BodyReader(body)
        state = Mutex(State(parser: parser))
    }

    /// The next part, past what is left of the current one; nil at the end.
    func nextPart() async throws -> MultipartPart? {
        while true {
            switch try await nextEvent() {
            case .part(let header):
                let number = state.withLock { state in
                    state.part += 1
                    state.isWithinPart = true
                    return state.part
                }
                return MultipartPart(
                    name: header.name,
                    filename: header.filename.flatMap { $0.isEmpty ? nil : SafeFilename.make(of: $0) },
                    sentFilename: header.filename,
                    contentType: header.fields[.contentType].flatMap(MediaType.init),
                    headers: header.fields,
                    body: RequestBody(MultipartContent(self, part: number))
                )
            case .end: return nil
            case .partEnd: state.withLock { $0.isWithinPart = false }
            case .content, .needsInput: continue
            }
        }
    }

    /// The next piece of the content of a part; nil at its end.
    ///
    /// - Throws: ``Problem/internalServerError`` when another part has been asked for, which is a mistake in the program.
    func nextPiece(of part: Int) async throws -> ByteBuffer? {
        while true {
            let (current, isWithin) = state.withLock { ($0.part, $0.isWithinPart) }
            guard current == part else { throw Problem.internalServerError }
            guard isWithin else { return nil }
            switch try await nextEvent() {
            case .content(let piece): return piece
            case .partEnd: state.withLock { $0.isWithinPart = false }
            case .part, .end, .needsInput: continue
            }
        }
    }

    /// The next event but ``MultipartParser/Event/needsInput``.
    private func nextEvent() async throws -> MultipartParser.Event {
        while true {
            let event = try parse { parser throws(Problem) in try parser.next() }
            guard case .needsInput = event else { return event }
            let piece = try await body.next()
            try parse { parser throws(Problem) in
                if let piece { try parser.receive(piece) } else { parser.receiveEnd() }
            }
        }
    }

    private func parse<Result: Sendable>(
        _ body: (inout MultipartParser) throws(Problem) -> Result
    ) throws(Problem) -> Result {
        try state.withLock { state throws(Problem) in
            if let failure = state.failure { throw failure }
            do throws(Problem) {
                return try body(&state.parser)
            } catch {
                state.failure = error
                throw error
            }
        }
    }
}
