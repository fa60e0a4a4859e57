public import ApusSQL
internal import CSQLite3
internal import FoundationEssentials

/// A function written in Swift that SQL statements can call.
///
/// ```swift
/// var configuration = SQLiteConfiguration.file("places.sqlite")
/// configuration.functions = [
///     SQLiteFunction("distance", argumentCount: 4) { arguments in
///         guard case .double(let latitude) = arguments[0] … else { return .null }
///         return .double(…)
///     }
/// ]
/// ```
///
/// Statements call it; indexes, views and triggers of the file cannot, so that a file from elsewhere cannot either.
public struct SQLiteFunction: Sendable, Hashable {
    /// What is called, shared by all connections.
    private final class Body: Sendable {
        let call: @Sendable ([SQLValue]) throws -> SQLValue

        init(_ call: @escaping @Sendable ([SQLValue]) throws -> SQLValue) {
            self.call = call
        }
    }

    /// Its name, whatever its case.
    public let name: String
    /// How many arguments it has; nil for any number.
    public let argumentCount: Int?
    /// Whether the same arguments always give the same value.
    public let isDeterministic: Bool
    private let body: Body

    /// Makes a function.
    ///
    /// - Parameters:
    ///   - name: Its name: 1 to 255 bytes of UTF-8.
    ///   - argumentCount: How many arguments it has, 0 to 100; nil for any number.
    ///   - isDeterministic: Whether the same arguments always give the same value: SQLite may call it less often then.
    ///   - body: Gets the arguments as SQLite has them: NULL, integers, doubles, texts and bytes. It is called on any thread, once
    ///     for each row, and must not block. When it throws, the statement fails with the code `invalidStatement`; the error's own
    ///     text is not passed on.
    public init(
        _ name: String,
        argumentCount: Int?,
        isDeterministic: Bool = true,
        _ body: @escaping @Sendable (_ arguments: [SQLValue]) throws -> SQLValue
    ) {
        self.name = name
        self.argumentCount = argumentCount
        self.isDeterministic = isDeterministic
        self.body = Body(body)
    }

    /// Whether both are the same function, made once.
    public static func == (first: SQLiteFunction, second: SQLiteFunction) -> Bool {
        first.name == second.name && first.body === second.body
    }

    /// Adds the function's identity.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(ObjectIdentifier(body))
    }

    func validate() throws(DatabaseError) {
        guard (1...255).contains(name.utf8.count), !name.utf8.contains(0) else {
            throw DatabaseError(.misuse, message: "the name of a function has 1 to 255 bytes")
        }
        guard (0...100).contains(argumentCount ?? 0) else {
            throw DatabaseError(.misuse, message: "the function \(name) must have 0 to 100 arguments")
        }
    }

    /// Adds the function to a connection.
    func register(on handle: OpaquePointer) throws(DatabaseError) {
        let flags = SQLITE_UTF8 | SQLITE_DIRECTONLY | (isDeterministic ? SQLITE_DETERMINISTIC : 0)
        let code = sqlite3_create_function_v2(
            handle,
            name,
            argumentCount.map(Int32.init) ?? -1,
            flags,
            Unmanaged.passRetained(body).toOpaque(),
            { SQLiteFunction.call($0, $1, $2) },
            nil,
            nil,
            { $0.map { Unmanaged<Body>.fromOpaque($0).release() } }
        )
        guard code == SQLITE_OK else { throw .sqlite(code, on: handle) }
    }

    private static func call(
        _ context: OpaquePointer?,
        _ count: Int32,
        _ arguments: UnsafeMutablePointer<OpaquePointer?>?
    ) {
        guard let data = sqlite3_user_data(context) else { return }
        let body = Unmanaged<Body>.fromOpaque(data).takeUnretainedValue()
        let values = (0..<Int(count)).map { value(of: arguments?[$0]) }
        do {
            answer(try body.call(values), to: context)
        } catch {
            sqlite3_result_error(context, "a function of the program's own failed", -1)
        }
    }

    private static func value(of argument: OpaquePointer?) -> SQLValue {
        guard let argument else { return .null }
        let count = { Int(sqlite3_value_bytes(argument)) }
        switch sqlite3_value_type(argument) {
        case SQLITE_INTEGER: return .integer(sqlite3_value_int64(argument))
        case SQLITE_FLOAT: return .double(sqlite3_value_double(argument))
        case SQLITE_TEXT:
            // The pointer before the length: asking for it may convert the text.
            guard let bytes = sqlite3_value_text(argument) else { return .null }
            return .text(String(decoding: UnsafeBufferPointer(start: bytes, count: count()), as: UTF8.self))
        case SQLITE_BLOB:
            guard let bytes = sqlite3_value_blob(argument) else { return .bytes([]) }
            return .bytes(Array(UnsafeRawBufferPointer(start: bytes, count: count())))
        default: return .null
        }
    }

    private static func answer(_ value: SQLValue, to context: OpaquePointer?) {
        switch value {
        case .null: sqlite3_result_null(context)
        case .boolean(let boolean): sqlite3_result_int64(context, boolean ? 1 : 0)
        case .integer(let integer): sqlite3_result_int64(context, integer)
        case .double(let double): sqlite3_result_double(context, double)
        case .text(let text): answer(text, to: context)
        case .uuid(let uuid): answer(uuid.uuidString.lowercased(), to: context)
        case .bytes(let bytes):
            bytes.withUnsafeBytes { bytes in
                // Without an address SQLite would make a NULL of it.
                bytes.isEmpty
                    ? sqlite3_result_zeroblob(context, 0)
                    : apus_sqlite3_result_blob(context, bytes.baseAddress, UInt64(bytes.count))
            }
        case .timestamp, .array:
            sqlite3_result_error(context, "a function cannot return a timestamp or an array: return its text", -1)
        }
    }

    private static func answer(_ text: String, to context: OpaquePointer?) {
        var text = text
        text.withUTF8 { bytes in
            guard let address = bytes.baseAddress else { return apus_sqlite3_result_text(context, "", 0) }
            apus_sqlite3_result_text(context, address, UInt64(bytes.count))
        }
    }
}
