import NIOCore

/// A network of addresses: `10.0.0.0/8`, or a single address.
struct IPNetwork: Sendable {
    private let bytes: [UInt8]
    private let prefix: Int

    /// Reads a network; nil when `text` is none.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = try? SocketAddress(ipAddress: String(parts[0]), port: 0),
            let bytes = address.ipBytes
        else { return nil }
        guard parts.count == 2 else {
            self.bytes = bytes
            prefix = bytes.count * 8
            return
        }
        // A mapped address has become one of four bytes, and its prefix would mean something else.
        guard let prefix = Int(parts[1]), (0...bytes.count * 8).contains(prefix), bytes.count == address.ipByteCount
        else {
            return nil
        }
        self.bytes = bytes
        self.prefix = prefix
    }

    /// Whether `address` is within the network. An IPv4 address that is written as an IPv6 address is an IPv4 address.
    func contains(_ address: SocketAddress) -> Bool {
        guard let other = address.ipBytes, other.count == bytes.count else { return false }
        let whole = prefix / 8
        guard other[..<whole] == bytes[..<whole] else { return false }
        guard prefix % 8 > 0 else { return true }
        return (other[whole] ^ bytes[whole]) >> UInt8(8 - prefix % 8) == 0
    }
}

extension SocketAddress {
    /// The four or sixteen bytes of an IP address, four also for one that is mapped into IPv6; nil when it is none.
    var ipBytes: [UInt8]? {
        // The places of the addresses in `sockaddr_in` and `sockaddr_in6` are the same on every system.
        switch self {
        case .v4(let address): return withUnsafeBytes(of: address.address) { Array($0[4..<8]) }
        case .v6(let address):
            let bytes = withUnsafeBytes(of: address.address) { Array($0[8..<24]) }
            let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
            return bytes.starts(with: mapped) ? Array(bytes[12...]) : bytes
        case .unixDomainSocket: return nil
        }
    }

    /// How many bytes the address has as it is written.
    fileprivate var ipByteCount: Int {
        if case .v6 = self { 16 } else { 4 }
    }
}
