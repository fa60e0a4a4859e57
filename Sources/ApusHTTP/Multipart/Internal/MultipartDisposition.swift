/// What `Content-Disposition` says about a part: `form-data; name="photo"; filename="sea.jpg"` (RFC 7578, section 4.2).
enum MultipartDisposition {
    /// The parameters by their names in lower case.
    static func parameters(_ text: String) throws(Problem) -> [String: String] {
        var rest = text.utf8[...]
        var parameters: [String: String] = [:]
        guard takeToken(&rest).lowercased() == "form-data" else {
            throw .malformedMultipart("A part is not of a form.")
        }
        while !skipBlanks(&rest).isEmpty {
            guard take(";", &rest) else { throw bad }
            skipBlanks(&rest)
            let name = takeToken(&rest).lowercased()
            guard !name.isEmpty, take("=", &rest), let value = takeValue(&rest), parameters[name] == nil else {
                throw bad
            }
            parameters[name] = value
        }
        // `filename*`, which RFC 7578 forbids, would be a second name for those who understand it.
        guard !parameters.keys.contains(where: { $0.hasSuffix("*") }) else { throw bad }
        return parameters
    }

    private static var bad: Problem { .malformedMultipart("A Content-Disposition cannot be understood.") }

    @discardableResult
    private static func skipBlanks(_ rest: inout Substring.UTF8View) -> Substring.UTF8View {
        rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        return rest
    }

    private static func take(_ sign: Unicode.Scalar, _ rest: inout Substring.UTF8View) -> Bool {
        guard rest.first == UInt8(ascii: sign) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private static func takeToken(_ rest: inout Substring.UTF8View) -> String {
        let token = rest.prefix(while: \.isTokenByte)
        rest = rest.dropFirst(token.count)
        return String(Substring(token))
    }

    private static func takeValue(_ rest: inout Substring.UTF8View) -> String? {
        guard rest.first == UInt8(ascii: "\"") else {
            let token = takeToken(&rest)
            return token.isEmpty ? nil : token
        }
        return takeQuoted(&rest)
    }

    /// A text in quotes. A quote within it is `\"` or, as browsers write it, `%22`; any other backslash is one, as in the
    /// paths that some clients send.
    private static func takeQuoted(_ rest: inout Substring.UTF8View) -> String? {
        rest = rest.dropFirst()
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\"") {
                return String(decoding: bytes, as: UTF8.self).replacing("%22", with: "\"")
            }
            if byte == UInt8(ascii: "\\"), take("\"", &rest) {
                bytes.append(UInt8(ascii: "\""))
            } else {
                bytes.append(byte)
            }
        }
        return nil
    }
}
