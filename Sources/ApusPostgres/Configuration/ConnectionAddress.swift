import ApusSQL
import CLibPQ

/// libpq's parameters for opening a connection. Some of them are secret: nothing shows them.
struct ConnectionAddress: Sendable {
    let parameters: [(keyword: String, value: String)]

    init(url: String) throws(DatabaseError) {
        // libpq would take text without a scheme for a list of keywords.
        guard url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") else {
            throw Self.invalid("it does not begin with postgres://")
        }
        // The C function would read up to there and take it for the whole.
        guard !url.utf8.contains(0) else { throw Self.invalid("it has a NUL") }
        parameters = try Self.parse(url)
        try check()
    }

    func value(_ keyword: String) -> String? {
        parameters.first { $0.keyword == keyword }?.value
    }

    private static func parse(_ url: String) throws(DatabaseError) -> [(keyword: String, value: String)] {
        var message: UnsafeMutablePointer<CChar>?
        defer { PQfreemem(message) }
        guard let options = PQconninfoParse(url, &message) else {
            throw invalid(message.map { safeReason(String(cString: $0)) } ?? "no memory")
        }
        defer { PQconninfoFree(options) }
        var parameters: [(keyword: String, value: String)] = []
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                parameters.append((String(cString: keyword), String(cString: value)))
            }
            option += 1
        }
        return parameters
    }

    /// What libpq checks only when it connects.
    private func check() throws(DatabaseError) {
        if let mode = value("sslmode"),
            !["disable", "allow", "prefer", "require", "verify-ca", "verify-full"].contains(mode)
        {
            throw Self.invalid("its sslmode is none of disable, allow, prefer, require, verify-ca and verify-full")
        }
        for port in value("port")?.split(separator: ",") ?? [] {
            guard let number = UInt16(port), number > 0 else { throw Self.invalid("its port is not from 1 to 65535") }
        }
    }

    private static func invalid(_ reason: String) -> DatabaseError {
        DatabaseError(.misuse, message: "this is not a PostgreSQL connection URL: \(reason)")
    }

    /// libpq's message without the part of the URL that it quotes behind a colon, which may hold the password.
    private static func safeReason(_ message: String) -> String {
        let message = message.last == "\n" ? String(message.dropLast()) : message
        guard let colon = message.firstIndex(of: ":") else { return message }
        let reason = message[..<colon]
        // A misspelt parameter is the one thing that is safe to name and worth naming.
        let quoted = message[colon...].dropFirst(3).dropLast()
        let isName = !quoted.isEmpty && quoted.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "_") }
        return reason == "invalid URI query parameter" && isName ? "\(reason) \"\(quoted)\"" : String(reason)
    }
}

extension ConnectionAddress: CustomStringConvertible, CustomReflectable {
    var description: String {
        var text = "postgres://"
        if let user = value("user") { text += user + "@" }
        let hosts = (value("host") ?? value("hostaddr") ?? "").split(separator: ",", omittingEmptySubsequences: false)
        let ports = (value("port") ?? "").split(separator: ",", omittingEmptySubsequences: false)
        text += hosts.enumerated().map { index, host in
            let port = ports.count == 1 ? ports[0] : index < ports.count ? ports[index] : ""
            let host = host.contains(":") ? "[\(host)]" : String(host)
            return port.isEmpty ? host : "\(host):\(port)"
        }.joined(separator: ",")
        if let database = value("dbname") { text += "/" + database }
        return text
    }

    var customMirror: Mirror { Mirror(self, children: ["url": description]) }
}
