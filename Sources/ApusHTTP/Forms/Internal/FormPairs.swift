/// The pairs of a query or a form: `name=value&name=value` (WHATWG URL, section 5.1).
enum FormPairs {
    /// Calls `body` with each name and value as they stand in `bytes`, still encoded, until it returns false.
    static func forEach(
        in bytes: UnsafeRawBufferPointer,
        _ body: (_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool
    ) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "&")) ?? rest.endIndex
            let pair = rest[..<end]
            rest = rest[min(end + 1, rest.endIndex)...]
            guard !pair.isEmpty else { continue }
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let goesOn = body(
                UnsafeRawBufferPointer(rebasing: pair[..<equals]),
                UnsafeRawBufferPointer(rebasing: pair[min(equals + 1, pair.endIndex)...])
            )
            guard goesOn else { return }
        }
    }
}
