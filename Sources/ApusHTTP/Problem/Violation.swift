/// One thing that is wrong with what a client sent.
public struct Violation: Sendable, Hashable {
    /// Where it is in the body, as a JSON Pointer (RFC 6901): `/places/0/name`. The empty string is the whole body.
    public var pointer: String

    /// What kind of violation it is, for programs: `length`, `range`, `required`. It never changes.
    public var code: String

    /// What is wrong, for people.
    public var message: String

    /// Makes a violation.
    public init(pointer: String, code: String, message: String) {
        self.pointer = pointer
        self.code = code
        self.message = message
    }
}
