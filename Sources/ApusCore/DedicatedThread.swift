#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A thread of its own for work that blocks, such as a database's C library.
///
/// Swift's tasks and the event loops must not run such work: a blocked thread of theirs stops everyone else's.
public enum DedicatedThread {
    /// Starts a detached thread. It ends when `body` returns.
    ///
    /// - Parameters:
    ///   - name: What debuggers and `top -H` show; cut after 15 bytes, as Linux demands.
    ///   - body: What the thread does.
    /// - Throws: ``DedicatedThread/StartFailure`` when the system allows no further thread.
    public static func start(name: String, _ body: @escaping @Sendable () -> Void) throws(StartFailure) {
        let context = Unmanaged.passRetained(Context(name: name, body: body))
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        let code = pthread_create(&thread, nil, runDedicatedThread, context.toOpaque())
        guard code == 0 else {
            context.release()
            throw StartFailure(errorCode: code)
        }
        #if canImport(Darwin)
            if let thread { pthread_detach(thread) }
        #else
            pthread_detach(thread)
        #endif
    }

    /// The system would not start another thread.
    public struct StartFailure: Error, Sendable, Hashable {
        /// The `errno` value.
        public let errorCode: Int32
    }

    fileprivate final class Context {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }
}

#if canImport(Darwin)
    private func runDedicatedThread(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        let context = Unmanaged<DedicatedThread.Context>.fromOpaque(argument).takeRetainedValue()
        pthread_setname_np(String(decoding: context.name.utf8.prefix(15), as: UTF8.self))
        context.body()
        return nil
    }
#else
    private func runDedicatedThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let argument else { return nil }
        let context = Unmanaged<DedicatedThread.Context>.fromOpaque(argument).takeRetainedValue()
        nameThread(context.name)
        context.body()
        return nil
    }

    /// Names the calling thread through the file system, because Glibc's own function is hidden behind `_GNU_SOURCE`.
    private func nameThread(_ name: String) {
        let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        let bytes = Array(name.utf8.prefix(15))
        _ = write(file, bytes, bytes.count)
    }
#endif
