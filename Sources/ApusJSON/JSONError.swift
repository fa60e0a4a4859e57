/// Why a JSON document could not be read or written.
///
/// Message and position are fit for the client that sent the document: they quote nothing but names of members.
public struct JSONError: Error, Sendable, Hashable {
    /// What kind of error it is.
    public var code: Code
    /// What was expected and what was found: `expected a number, found a string`.
    public var message: String
    /// Where in the document, as a JSON Pointer (RFC 6901): `/places/0/name`. The empty string is the whole document.
    public var pointer: String
    /// The line, from 1, when the error came from reading.
    public var line: Int?
    /// The column, from 1, in Unicode scalars, when the error came from reading.
    public var column: Int?
    /// The distance from the start of the document in bytes, when the error came from reading.
    public var offset: Int?
    /// What else is wrong, in the order of reading, when a type that is ``JSONDecodable`` was read: every member that is
    /// missing or wrong, up to ``maximumOthers``. None of these has others itself.
    public var others: [JSONError] = []

    /// How many mistakes are reported besides the first: enough for any person, no lever for a hostile document.
    public static let maximumOthers = 99

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - code: What kind of error it is.
    ///   - message: What was expected and what was found.
    ///   - pointer: Where in the document, as a JSON Pointer.
    ///   - line: The line, from 1.
    ///   - column: The column, from 1, in Unicode scalars.
    ///   - offset: The distance from the start of the document in bytes.
    public init(
        _ code: Code,
        _ message: String,
        pointer: String = "",
        line: Int? = nil,
        column: Int? = nil,
        offset: Int? = nil
    ) {
        self.code = code
        self.message = message
        self.pointer = pointer
        self.line = line
        self.column = column
        self.offset = offset
    }
}

extension JSONError {
    /// A kind of error, with a name that does not change.
    public struct Code: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        /// The name: `type_mismatch`.
        public let rawValue: String

        /// Makes a kind of error that this library does not know.
        ///
        /// - Parameter rawValue: Its name, in snake case.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The document does not follow the grammar of RFC 8259.
        public static let malformed = Code(rawValue: "malformed")
        /// The document ends within a value.
        public static let unexpectedEnd = Code(rawValue: "unexpected_end")
        /// Arrays and objects are nested deeper than the limit.
        public static let depthExceeded = Code(rawValue: "depth_exceeded")
        /// An object has the same key twice.
        public static let duplicateKey = Code(rawValue: "duplicate_key")
        /// A string is not well-formed UTF-8, or has half of a surrogate pair.
        public static let invalidUTF8 = Code(rawValue: "invalid_utf8")
        /// A value has another type than the one expected.
        public static let typeMismatch = Code(rawValue: "type_mismatch")
        /// An object lacks a required key.
        public static let missingKey = Code(rawValue: "missing_key")
        /// There is null, or the end of an array, where a value was expected.
        public static let valueNotFound = Code(rawValue: "value_not_found")
        /// A number does not fit the type expected.
        public static let outOfRange = Code(rawValue: "out_of_range")
        /// The document, a string, a number or an object is larger than the limit.
        public static let limitExceeded = Code(rawValue: "limit_exceeded")
        /// A Swift value has no form in JSON, such as infinity.
        public static let notRepresentable = Code(rawValue: "not_representable")
        /// A value has the right JSON type but not the right content, such as a malformed date.
        public static let invalidValue = Code(rawValue: "invalid_value")
        /// An object has a member that the type does not know.
        public static let unknownKey = Code(rawValue: "unknown_key")

        /// A document has nothing at a place that a patch names.
        public static let pathNotFound = Code(rawValue: "path_not_found")
        /// A document has another value than a patch expects.
        public static let testFailed = Code(rawValue: "test_failed")

        /// The name.
        public var description: String { rawValue }
    }
}

extension JSONError: CustomStringConvertible {
    /// The whole error in one line, for logs: `expected a number, found a string at /places/0 (line 3, column 9)`.
    public var description: String {
        var text = message
        if !pointer.isEmpty { text += " at \(pointer)" }
        if let line, let column { text += " (line \(line), column \(column))" }
        if !others.isEmpty { text += ", and \(others.count) more" }
        return text
    }
}
