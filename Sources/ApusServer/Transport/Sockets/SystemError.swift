#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A system call that failed.
struct SystemError: Error, CustomStringConvertible {
    let call: String
    let code: Int32

    /// The error that the last system call of this thread ended with.
    static func last(_ call: String) -> SystemError {
        SystemError(call: call, code: errno)
    }

    var description: String {
        "\(call): \(String(cString: strerror(code)))"
    }
}
