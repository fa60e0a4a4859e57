import Synchronization

/// Shows how far a long command has come: as a bar that is redrawn on a terminal, as a line per step elsewhere.
public final class ProgressReporter: Sendable {
    private struct Step {
        var title: String
        var total: Int
        var done = 0
        var shownPercent = -1
    }

    private let step = Mutex<Step?>(nil)
    private let isTerminal: Bool
    private let write: @Sendable (String) -> Void

    /// Makes a reporter.
    ///
    /// - Parameters:
    ///   - isTerminal: Whether to redraw a bar in place.
    ///   - write: Takes the text.
    public init(isTerminal: Bool, write: @escaping @Sendable (String) -> Void) {
        self.isTerminal = isTerminal
        self.write = write
    }

    /// A reporter that writes to the standard error stream.
    public static var standardError: ProgressReporter {
        ProgressReporter(isTerminal: StandardError.isTerminal, write: StandardError.write)
    }

    /// A reporter that shows nothing.
    public static var silent: ProgressReporter { ProgressReporter(isTerminal: false) { _ in } }

    /// Begins a step.
    ///
    /// - Parameters:
    ///   - title: What the step does.
    ///   - total: How many units it has.
    public func begin(_ title: String, total: Int) {
        step.withLock { step in
            step = Step(title: title, total: total)
            redraw(&step)
        }
    }

    /// Says that some more units are done.
    public func advance(by count: Int) {
        step.withLock { step in
            step?.done += count
            redraw(&step)
        }
    }

    /// Ends the step.
    public func finish() {
        step.withLock { step in
            guard let finished = step else { return }
            write(isTerminal ? "\n" : "\(finished.title): \(finished.done)\n")
            step = nil
        }
    }

    /// Gives up the step that has begun, if one has.
    public func interrupt() {
        step.withLock { step in
            if isTerminal, step != nil { write("\n") }
            step = nil
        }
    }

    private func redraw(_ step: inout Step?) {
        guard isTerminal, let current = step else { return }
        let fraction = current.total > 0 ? min(1, Double(current.done) / Double(current.total)) : 1
        let percent = Int(fraction * 100)
        guard percent != current.shownPercent else { return }
        step?.shownPercent = percent
        let filled = Int(fraction * 30)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
        write("\r\(bar) \(percent)% \(current.title) \(current.done)/\(current.total)\u{1B}[K")
    }
}
