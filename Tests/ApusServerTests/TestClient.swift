import Dispatch
import Glibc

/// A client that sees bytes: a blocking socket, whose calls run on threads of their own.
///
/// Every wait ends after a minute, so that a server that hangs fails a test and does not stop it.
final class TestClient: Sendable {
    struct Failure: Error {
        let call: String
        let code: Int32
    }

    private let descriptor: Int32

    init(port: Int, receiveBuffer: Int32? = nil) async throws {
        descriptor = try await Self.onThread {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var timeout = timeval(tv_sec: 60, tv_usec: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
            setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
            if var size = receiveBuffer {
                setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
            }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            let result = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard result == 0 else {
                let code = errno
                Glibc.close(descriptor)
                throw Failure(call: "connect", code: code)
            }
            return descriptor
        }
    }

    deinit {
        Glibc.close(descriptor)
    }

    func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) async throws {
        try await Self.onThread { [descriptor] in
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { throw Failure(call: "send", code: errno) }
                sent += count
            }
        }
    }

    /// What comes next, at most `limit` bytes; empty at the end of the stream.
    func receive(upTo limit: Int = 65_536) async throws -> [UInt8] {
        try await Self.onThread { [descriptor] in
            try [UInt8](unsafeUninitializedCapacity: limit) { room, count in
                let result = recv(descriptor, room.baseAddress, limit, 0)
                guard result >= 0 else { throw Failure(call: "recv", code: errno) }
                count = result
            }
        }
    }

    /// All that comes until the server closes its side.
    func receiveAll() async throws -> String {
        var bytes: [UInt8] = []
        while true {
            let piece = try await receive()
            if piece.isEmpty { return String(decoding: bytes, as: UTF8.self) }
            bytes += piece
        }
    }

    /// All that comes until it ends with `text`.
    func receive(until text: String) async throws -> String {
        var bytes: [UInt8] = []
        while !bytes.ends(with: text.utf8) {
            let piece = try await receive()
            guard !piece.isEmpty else {
                throw Failure(call: "recv: end of \(String(decoding: bytes, as: UTF8.self))", code: 0)
            }
            bytes += piece
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Closes the sending side.
    func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    private static func onThread<Result: Sendable>(
        _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Swift.Result { try body() }) }
        }
    }
}

extension [UInt8] {
    fileprivate func ends(with suffix: String.UTF8View) -> Bool {
        count >= suffix.count && self.suffix(suffix.count).elementsEqual(suffix)
    }
}
