import Synchronization

#if canImport(Runtime)
    import Runtime
#endif

/// Notices when the same statement is run again and again, as a loop does that loads one row at a time: N+1 statements where
/// two would do. For development and tests; give each request one of its own.
///
/// ```swift
/// let detector = RepetitionDetector { logger.warning("\($0)") }
/// try await observingStatements(with: detector) { try await handler(request) }
/// ```
public final class RepetitionDetector: StatementObserver {
    /// A statement that was run too often.
    public struct Repetition: Sendable, Hashable, CustomStringConvertible {
        /// The statement.
        public let sql: String
        /// How often it had been run when it was noticed.
        public let count: Int
        /// The place in the source that ran it last, outside of Apus; nil where the program has no debug information.
        public let site: CallSite?

        /// What was noticed, and what to do about it, in a sentence.
        public var description: String {
            let place = site.map { " at \($0)" } ?? ""
            return "the same statement was run \(count) times\(place); load the rows with one statement instead: \(sql)"
        }
    }

    private let threshold: Int
    private let report: @Sendable (Repetition) -> Void
    private let counts = Mutex<[String: Int]>([:])

    /// Makes a detector.
    ///
    /// - Parameters:
    ///   - threshold: How many times a statement must be run to be reported, once.
    ///   - report: What to do then. Finding the place in the source has taken some milliseconds before it is called.
    public init(threshold: Int = 10, report: @escaping @Sendable (Repetition) -> Void) {
        self.threshold = threshold
        self.report = report
    }

    /// Counts a statement.
    public func didRun(_ statement: Statement, for duration: Duration, result: Result<Rows, DatabaseError>) {
        let count = counts.withLock { counts in
            counts[statement.sql, default: 0] += 1
            return counts[statement.sql] ?? 0
        }
        guard count == threshold else { return }
        report(Repetition(sql: statement.sql, count: count, site: Self.callSite()))
    }

    /// The innermost place of the current call stack, over the task's suspensions, that is not in Apus itself.
    private static func callSite() -> CallSite? {
        #if canImport(Runtime)
            guard let trace = try? Backtrace.capture().symbolicated() else { return nil }
            for frame in trace.frames {
                guard let location = frame.symbol?.sourceLocation, location.line > 0,
                    !location.path.contains("/Sources/Apus"), !location.path.contains("<compiler-generated>")
                else { continue }
                return CallSite(file: location.path, line: location.line)
            }
        #endif
        return nil
    }
}
