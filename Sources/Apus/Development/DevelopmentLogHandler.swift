import FoundationEssentials
import Logging

/// Logs for somebody who watches a terminal: the message first, what belongs to it below, a line each.
struct DevelopmentLogHandler: LogHandler {
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    private let hasColors: Bool
    private let write: @Sendable (String) -> Void

    /// Makes a handler.
    ///
    /// - Parameters:
    ///   - hasColors: Whether the terminal shows colours.
    ///   - write: Takes the text of an event.
    init(hasColors: Bool, write: @escaping @Sendable (String) -> Void) {
        self.hasColors = hasColors
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let time = Date.now.formatted(.iso8601.time(includingFractionalSeconds: false))
        let details = metadata.merging(event.metadata ?? [:]) { $1 }
            .sorted { $0.key < $1.key }
            .map { "\n    \($0.key): " + Self.indented("\($0.value)") }
            .joined()
        write("\(time) \(colored(event.level)) \(event.message)\(details)\n")
    }

    /// Text of several lines stays below its name. Control characters, which could move a terminal's cursor, are shown.
    private static func indented(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\n      "
            case "\t": result.unicodeScalars.append(scalar)
            case _ where scalar.properties.generalCategory == .control: result += scalar.escaped(asASCII: true)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private func colored(_ level: Logger.Level) -> String {
        let name = level.rawValue.uppercased()
        guard hasColors else { return name }
        let color =
            switch level {
            case .trace, .debug: 90
            case .info, .notice: 32
            case .warning: 33
            case .error, .critical: 31
            }
        return "\u{1B}[\(color)m\(name)\u{1B}[0m"
    }
}
