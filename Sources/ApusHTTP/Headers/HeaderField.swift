public import HTTPTypes

/// One header field: a name and a value.
public struct HeaderField: Sendable, Hashable {
    /// The name, compared without regard to case.
    public var name: HTTPField.Name

    /// The value, without the white space around it.
    public var value: String

    /// Makes a field.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - value: The value. It is kept as it is; a response with a value that holds CR, LF or NUL is not sent.
    public init(name: HTTPField.Name, value: String) {
        self.name = name
        self.value = value
    }

    /// Whether the value may be sent: it holds no CR, LF or NUL, so that it cannot end its line and begin another
    /// field (RFC 9110, section 5.5).
    public var isValid: Bool {
        !value.utf8.contains { $0 == 0x0D || $0 == 0x0A || $0 == 0 }
    }
}
