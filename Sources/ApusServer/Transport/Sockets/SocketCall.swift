#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How a call on a socket that does not block has ended.
enum SocketCall {
    /// So many bytes have been moved; 0 is the end of what the client sends.
    case done(Int)
    /// Nothing is there, or there is no room.
    case wouldBlock
    /// The connection is broken.
    case failed

    /// Calls `call` again as long as it is interrupted.
    @inline(__always)
    init(_ call: () -> Int) {
        var result = call()
        while result < 0, errno == EINTR { result = call() }
        if result >= 0 {
            self = .done(result)
        } else {
            self = errno == EAGAIN || errno == EWOULDBLOCK ? .wouldBlock : .failed
        }
    }
}
