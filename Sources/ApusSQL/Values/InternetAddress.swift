/// An address of the internet protocol, IPv4 or IPv6, with the length of its network where that is known: PostgreSQL's
/// `inet`.
public struct InternetAddress: Sendable, Hashable {
    /// The address as it was written or as the database gives it: `192.0.2.7`, `2001:db8::1`.
    public let address: String
    /// How many bits of it are the network's; nil for a single host.
    public let prefixLength: Int?

    /// Makes an address. What it is made of is checked, not the address itself: the database does that.
    ///
    /// - Parameters:
    ///   - address: The address, of hexadecimal digits, colons and points.
    ///   - prefixLength: How many bits of it are the network's: up to 32, or 128 for IPv6.
    /// - Returns: nil when it cannot be an address.
    public init?(_ address: String, prefixLength: Int? = nil) {
        let isVersion6 = address.contains(":")
        guard !address.isEmpty, address.utf8.count <= 45,
            address.allSatisfy({ $0.isASCII && ($0.isHexDigit || $0 == ":" || $0 == ".") }),
            isVersion6 || address.split(separator: ".").count == 4,
            (0...(isVersion6 ? 128 : 32)).contains(prefixLength ?? 0)
        else { return nil }
        self.address = address.lowercased()
        self.prefixLength = prefixLength
    }
}

extension InternetAddress: CustomStringConvertible {
    /// The address and its network: `192.0.2.0/24`.
    public var description: String { prefixLength.map { "\(address)/\($0)" } ?? address }
}

extension InternetAddress: SQLConvertible {
    /// The type of a column that holds such values.
    public static var sqlType: SQLType { .inet }
    /// Reads a value out of one cell of a result.
    public init(cell: Cell) throws(DatabaseError) {
        let parts = cell.text?.split(separator: "/", omittingEmptySubsequences: false) ?? []
        let prefix = parts.count == 2 ? digits(parts[1]) : nil
        guard let first = parts.first, parts.count == 1 || prefix != nil,
            let value = InternetAddress(String(first), prefixLength: prefix)
        else { throw cell.mismatch(expected: "an internet address") }
        self = value
    }
    /// The value to bind.
    public var sqlValue: SQLValue { .text(description) }
}
