import HTTPTypes

/// Writes a ``Problem`` as JSON, members in a fixed order.
enum ProblemDocument {
    static func encode(_ problem: Problem, requestID: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        func member(_ name: StaticString, _ value: String, first: Bool = false) {
            key(name, first: first)
            string(value)
        }
        func member(_ name: StaticString, _ value: Int, first: Bool = false) {
            key(name, first: first)
            bytes.append(contentsOf: String(value).utf8)
        }
        func key(_ name: StaticString, first: Bool = false) {
            if !first { bytes.append(UInt8(ascii: ",")) }
            string(name.description)
            bytes.append(UInt8(ascii: ":"))
        }
        func string(_ text: String) {
            bytes.append(UInt8(ascii: "\""))
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                    bytes.append(UInt8(ascii: "\\"))
                    bytes.append(byte)
                case 0..<0x20:
                    bytes.append(contentsOf: "\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8)
                default:
                    bytes.append(byte)
                }
            }
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: "{"))
        member("type", problem.type, first: true)
        member("title", problem.title)
        member("status", problem.status.code)
        member("code", problem.code)
        if let detail = problem.detail { member("detail", detail) }
        if let position = problem.position {
            member("line", position.line)
            member("column", position.column)
            member("offset", position.offset)
        }
        if !problem.violations.isEmpty {
            key("violations")
            for (index, violation) in problem.violations.enumerated() {
                bytes.append(UInt8(ascii: index == 0 ? "[" : ","))
                bytes.append(UInt8(ascii: "{"))
                member("pointer", violation.pointer, first: true)
                member("code", violation.code)
                member("message", violation.message)
                bytes.append(UInt8(ascii: "}"))
            }
            bytes.append(UInt8(ascii: "]"))
        }
        member("requestId", requestID)
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}
