#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension HealthCheck {
    /// Fails when a file system has little room left.
    ///
    /// - Parameters:
    ///   - path: A file or folder in the file system.
    ///   - minimumFreeBytes: How much room an ordinary user must have.
    public static func disk(_ path: String, minimumFreeBytes: Int) -> HealthCheck {
        HealthCheck("disk") {
            let free = try await BlockingWork.run {
                var status = statvfs()
                guard statvfs(path, &status) == 0 else { throw HealthFailure("\(path) cannot be read") }
                return UInt64(status.f_bavail) * UInt64(status.f_frsize)
            }
            guard free >= UInt64(max(minimumFreeBytes, 0)) else {
                throw HealthFailure("\(path) has \(free) bytes left, fewer than \(minimumFreeBytes)")
            }
        }
    }

    /// Fails when the event loops are kept from their work, by a handler that blocks or by more load than there is time.
    ///
    /// - Parameters:
    ///   - limit: The longest time after which a loop may get to a new task.
    ///   - measure: Measures that time: `server.loopLag`.
    public static func eventLoopLag(
        limit: Duration = .seconds(1),
        _ measure: @escaping @Sendable () async -> Duration
    ) -> HealthCheck {
        HealthCheck("event_loop_lag", timeout: max(limit * 2, .seconds(2))) {
            let lag = await measure()
            guard lag <= limit else { throw HealthFailure("an event loop is \(lag) late") }
        }
    }
}

/// Why a check of the system failed.
struct HealthFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
