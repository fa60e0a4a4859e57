internal import CSQLite3

/// The SQL functions `apus_lower(text)` and `apus_upper(text)`: their argument with the letters in lower or upper case, by
/// Unicode's rules.
enum CaseFunctions {
    private typealias Call =
        @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Void

    /// Adds the functions to a connection.
    ///
    /// - Returns: SQLite's result code.
    static func register(on handle: OpaquePointer) -> Int32 {
        // Innocuous: they may be used by indexes, views and checks although `trusted_schema` is off.
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
        let code = sqlite3_create_function_v2(handle, "apus_lower", 1, flags, nil, lower, nil, nil, nil)
        guard code == SQLITE_OK else { return code }
        return sqlite3_create_function_v2(handle, "apus_upper", 1, flags, nil, upper, nil, nil, nil)
    }

    private static let lower: Call = { context, _, arguments in
        convert(arguments?.pointee, context, unlessASCIIIn: 0x41...0x5A) { $0.lowercased() }
    }

    private static let upper: Call = { context, _, arguments in
        convert(arguments?.pointee, context, unlessASCIIIn: 0x61...0x7A) { $0.uppercased() }
    }

    /// Text of ASCII characters outside of `letters` stays as it is.
    private static func convert(
        _ value: OpaquePointer?,
        _ context: OpaquePointer?,
        unlessASCIIIn letters: ClosedRange<UInt8>,
        _ convert: (String) -> String
    ) {
        guard let value, sqlite3_value_type(value) != SQLITE_NULL, let text = sqlite3_value_text(value) else {
            return sqlite3_result_null(context)
        }
        let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_value_bytes(value)))
        if bytes.allSatisfy({ $0 < 0x80 && !letters.contains($0) }) {
            return sqlite3_result_value(context, value)
        }
        // Text that is not UTF-8 has no letters that could be told.
        guard var string = String(validating: bytes, as: UTF8.self).map(convert) else {
            return sqlite3_result_value(context, value)
        }
        string.withUTF8 { apus_sqlite3_result_text(context, $0.baseAddress, UInt64($0.count)) }
    }
}
