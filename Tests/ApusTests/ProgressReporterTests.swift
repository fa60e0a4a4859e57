import Apus
import Synchronization
import Testing

@Suite("Progress")
struct ProgressReporterTests {
    private final class Output: Sendable {
        private let written = Mutex("")

        var text: String { written.withLock { $0 } }

        func write(_ text: String) {
            written.withLock { $0 += text }
        }
    }

    @Test("Away from a terminal, a step is one plain line")
    func plain() {
        let output = Output()
        let progress = ProgressReporter(isTerminal: false) { output.write($0) }
        progress.begin("countries", total: 249)
        progress.advance(by: 200)
        progress.advance(by: 49)
        progress.finish()
        #expect(output.text == "countries: 249\n")
    }

    @Test("On a terminal, a bar is redrawn in place")
    func bar() {
        let output = Output()
        let progress = ProgressReporter(isTerminal: true) { output.write($0) }
        progress.begin("countries", total: 2)
        progress.advance(by: 1)
        progress.advance(by: 1)
        progress.finish()
        let empty = String(repeating: "░", count: 30)
        let half = String(repeating: "█", count: 15) + String(repeating: "░", count: 15)
        let full = String(repeating: "█", count: 30)
        #expect(
            output.text
                == "\r\(empty) 0% countries 0/2\u{1B}[K\r\(half) 50% countries 1/2\u{1B}[K"
                + "\r\(full) 100% countries 2/2\u{1B}[K\n"
        )
    }

    @Test("A step of nothing is complete at once")
    func nothing() {
        let output = Output()
        let progress = ProgressReporter(isTerminal: true) { output.write($0) }
        progress.begin("nothing", total: 0)
        #expect(output.text.hasPrefix("\r" + String(repeating: "█", count: 30) + " 100%"))
    }
}
