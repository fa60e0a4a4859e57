/// The settings among a program's arguments, and the arguments that are left for its commands.
struct CommandLineSettings: Sendable {
    /// Values by the names of the variables that they override.
    private(set) var values: [String: String] = [:]
    private(set) var mistakes: [String] = []
    /// What is not a setting, in its order.
    private(set) var rest: [String] = []

    /// The settings of the command that runs in this task.
    @TaskLocal static var current = CommandLineSettings([], known: [])

    /// Splits arguments. A setting is `--key value` or `--key=value`; for one that is on or off, `--key` alone is on.
    ///
    /// - Parameters:
    ///   - arguments: The arguments without the program's name.
    ///   - known: The settings there are.
    init(_ arguments: [String], known: [ResolvedSetting]) {
        let settings = Dictionary(known.map { ($0.key.option, $0) }, uniquingKeysWith: { first, _ in first })
        var remaining = arguments[...]
        while let argument = remaining.popFirst() {
            if argument == "--" {
                rest += [argument] + remaining
                return
            }
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = parts.first, let setting = settings[String(name)] else {
                rest.append(argument)
                continue
            }
            if setting.isSecret {
                let advice = "Set \(setting.key.variable) in the environment or in .env"
                mistakes.append(
                    "\(name) is a secret, and every user of this machine can read command lines. \(advice)."
                )
                if parts.count == 1 { _ = remaining.popFirst() }
            } else if parts.count == 2 {
                values[setting.key.variable] = String(parts[1])
            } else if setting.isSwitch {
                values[setting.key.variable] = "true"
            } else if let value = remaining.first, !value.hasPrefix("--") {
                values[setting.key.variable] = value
                remaining.removeFirst()
            } else {
                mistakes.append("\(name) needs a value.")
            }
        }
    }
}
