import ApusHTTP
import HTTPTypes
import NIOCore
import Synchronization

/// A request body that is decompressed while it is read.
final class DecompressedBody: BodySource {
    private struct State: ~Copyable {
        var inflater: Inflater
        var input = ByteBuffer()
    }

    private enum Step {
        case piece(ByteBuffer)
        case needsInput
    }

    /// How many compressed bytes are taken at once: few, since each may become a thousand.
    private static let stepBytes = 4096

    private let body: RequestBody
    private let reader: BodyReader
    private let format: CompressionFormat
    private let state: Mutex<State>
    private let whole = Mutex<ByteBuffer?>(nil)

    init(_ body: RequestBody, format: CompressionFormat, limits: InflaterLimits) throws(CompressionError) {
        self.body = body
        reader = BodyReader(body)
        self.format = format
        state = Mutex(State(inflater: try Inflater(format, limits: limits)))
    }

    var expectedLength: Int? { nil }
    var trailers: HeaderFields { body.trailers }

    var collected: ByteBuffer? {
        get { whole.withLock { $0 } }
        set { whole.withLock { $0 = newValue } }
    }

    func next() async throws -> ByteBuffer? {
        do {
            while true {
                switch try state.withLock({ try step(&$0) }) {
                case .piece(let piece):
                    return piece
                case .needsInput:
                    guard let input = try await reader.next() else {
                        try state.withLock { try $0.inflater.finish() }
                        return nil
                    }
                    state.withLock { $0.input = input }
                }
            }
        } catch let error as CompressionError {
            throw Problem(error)
        }
    }

    private func step(_ state: inout State) throws(CompressionError) -> Step {
        var output = ByteBuffer()
        while output.readableBytes == 0 {
            guard var part = state.input.readSlice(length: min(state.input.readableBytes, Self.stepBytes)),
                part.readableBytes > 0
            else { return .needsInput }
            while part.readableBytes > 0 {
                // A gzip body may have several members (RFC 1952, section 2.2); zlib data ends with its stream.
                if state.inflater.isFinished {
                    guard format == .gzip else { throw .damaged }
                    state.inflater.startNextStream()
                }
                try state.inflater.decompress(&part, into: &output)
            }
        }
        return .piece(output)
    }
}

extension Problem {
    /// What a client is told about a body that cannot be decompressed.
    fileprivate init(_ error: CompressionError) {
        switch error.code {
        case .tooLarge, .ratioTooHigh:
            self.init(status: .contentTooLarge, code: "decompressed_\(error.code)", detail: error.message)
        case .damaged, .truncated:
            self = .badRequest(code: "malformed_compression", detail: error.message)
        default:
            self = .internalServerError
        }
    }
}
