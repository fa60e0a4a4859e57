import Foundation

/// The calling process's processor time so far, user and system, in seconds.
func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
}

/// How often something was done, in what time, and at what cost; the script reads it as JSON.
struct Measurement: Encodable {
    var operations = 0
    var seconds = 0.0
    var cpuSeconds = 0.0

    /// Measures `body`, which returns how often it did its work.
    init(_ body: @Sendable () async throws -> Int) async rethrows {
        let cpu = processorTime()
        let start = ContinuousClock.now
        operations = try await body()
        seconds = (ContinuousClock.now - start) / .seconds(1)
        cpuSeconds = processorTime() - cpu
    }
}
