import ApusSQL
import CLibPQ

/// The fields of an error that the server sent, as far as they are used. The detail is left out: it quotes rows.
struct ServerError {
    let state: String
    let message: String
    /// Whether the server closes the connection after it.
    let isFatal: Bool
    /// The function in the server's source that raised it: unlike the message it is never translated.
    let function: String?
    let constraint: String?
    let table: String?
    let column: String?

    /// Reads an error out of a failed result; nil where libpq itself made it up because the connection broke.
    init?(_ result: OpaquePointer) {
        func field(_ code: Unicode.Scalar) -> String? {
            PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
        }
        guard let state = field("C") else { return nil }
        self.state = state
        message = field("M") ?? "an error without a message"
        let severity = field("V")
        isFatal = severity == "FATAL" || severity == "PANIC"
        function = field("R")
        constraint = field("n")
        table = field("t")
        column = field("c")
    }

    /// Whether a prepared statement cannot be used any more: its result has other columns since the schema was changed, or
    /// somebody has closed it.
    var isStalePlan: Bool {
        state == "26000" || (state == "0A000" && function == "RevalidateCachedQuery")
    }

    /// Whether it may be that values were sent as the types that the schema asked for when the statement was prepared, and it
    /// asks for other ones now. It may be the values' fault as well.
    var maySpeakOfStaleTypes: Bool { Self.typeStates.contains(state) }

    private static let typeStates: Set<String> = [
        "22P02", "22P03", "22003", "22007", "22008", "42804", "42846", "42883",
    ]

    /// Whether the statement was stopped from outside.
    var isInterruption: Bool { state == "57014" }

    /// The error for the statement's caller.
    ///
    /// - Parameter sql: The statement.
    func databaseError(sql: String) -> DatabaseError {
        DatabaseError(
            isStalePlan ? .serializationFailure : Self.code(state: state, message: message),
            message: Self.valueFreeMessage(state: state) ?? message,
            state: state,
            sql: sql,
            constraint: constraint,
            table: table,
            column: column
        )
    }

    /// The kind of an error, by its SQLSTATE ("PostgreSQL Error Codes" in the server's manual).
    static func code(state: String, message: String) -> DatabaseError.Code {
        switch state {
        case "23505", "23P01": return .uniqueViolation
        case "23503", "23001": return .foreignKeyViolation
        case "23514": return .checkViolation
        case "23502": return .notNullViolation
        case "42501": return .permissionDenied
        case "40001": return .serializationFailure
        case "40P01": return .deadlock
        case "55P03", "55006": return .busy
        // An administrator's request and the timeout have the same state.
        case "57014": return message.contains("user request") ? .cancelled : .statementTimeout
        case "25P02", "25006": return .misuse
        case "53300": return .unreachable
        case "53100", "53200": return .storage
        default: break
        }
        return switch state.prefix(2) {
        case "0A": .unsupported
        case "22": .invalidValue
        case "26", "34", "3D", "3F", "42": .invalidStatement
        case "58", "XX": .storage
        default: .other
        }
    }

    /// What is said instead of the server's message where that often quotes the value: in class 22, data exceptions.
    static func valueFreeMessage(state: String) -> String? {
        guard state.hasPrefix("22") else { return nil }
        return switch state {
        case "22001": "a value is too long for its type"
        case "22003": "a number is out of its type's range"
        case "22007", "22P02", "22P03": "a value does not have the form that its type demands"
        case "22008": "a date or time is out of range"
        case "22012": "division by zero"
        case "22021": "a text is not valid in the database's encoding"
        case "22023": "a parameter has a value that it must not have"
        case "22P05": "a text has characters that the database's encoding does not"
        default: "a value does not fit"
        }
    }
}
