internal import CSQLite3

/// The SQL function `apus_lower(text)`: its argument with the letters in lower case, by Unicode's rules.
enum LowercaseFunction {
    /// Adds the function to a connection.
    ///
    /// - Returns: SQLite's result code.
    static func register(on handle: OpaquePointer) -> Int32 {
        // Innocuous: it may be used by indexes, views and checks although `trusted_schema` is off.
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
        return sqlite3_create_function_v2(handle, "apus_lower", 1, flags, nil, call, nil, nil, nil)
    }

    private static let call: @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Void = {
        context,
        _,
        arguments in
        guard let value = arguments?.pointee else { return sqlite3_result_null(context) }
        guard sqlite3_value_type(value) != SQLITE_NULL, let text = sqlite3_value_text(value) else {
            return sqlite3_result_null(context)
        }
        let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_value_bytes(value)))
        if bytes.allSatisfy({ $0 < 0x80 && !(0x41...0x5A).contains($0) }) {
            return sqlite3_result_value(context, value)
        }
        // Text that is not UTF-8 has no letters that could be told.
        guard var string = String(validating: bytes, as: UTF8.self)?.lowercased() else {
            return sqlite3_result_value(context, value)
        }
        string.withUTF8 { apus_sqlite3_result_text(context, $0.baseAddress, UInt64($0.count)) }
    }
}
