import ApusCore
import Foundation
import Testing

@Suite("Dedicated threads")
struct DedicatedThreadTests {
    @Test("The work runs on a thread that has the name")
    func name() async throws {
        let name: String = try await withCheckedThrowingContinuation { continuation in
            do {
                try DedicatedThread.start(name: "apus-a-name-that-is-long") {
                    let comm = try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
                    continuation.resume(returning: comm ?? "")
                }
            } catch {
                continuation.resume(throwing: error)
            }
        }
        #expect(name == "apus-a-name-tha\n")
    }
}
