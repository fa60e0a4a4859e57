/// A place in a program's source.
public struct CallSite: Sendable, Hashable, CustomStringConvertible {
    /// The module and file, as `#fileID` gives them: `Shop/Orders.swift`.
    public let file: String
    /// The line, from one.
    public let line: Int

    /// Makes a place.
    public init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    /// The place as `Shop/Orders.swift:42`.
    public var description: String { "\(file):\(line)" }
}
