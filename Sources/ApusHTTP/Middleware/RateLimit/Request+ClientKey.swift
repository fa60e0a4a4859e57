import NIOCore

extension Request {
    /// Who makes the request, by its address: an IPv4 address, or the first 64 bits of an IPv6 address. Requests that
    /// did not come over a connection with an address share one key.
    public var clientKey: String {
        switch remoteAddress {
        case nil, .unixDomainSocket:
            return "local"
        case .v4(let address):
            return withUnsafeBytes(of: address.address) { Self.ipv4($0[4..<8]) }
        case .v6(let address):
            return withUnsafeBytes(of: address.address) { bytes in
                let bytes = bytes[8..<24]
                let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
                if bytes.starts(with: mapped) { return Self.ipv4(bytes.suffix(4)) }
                return bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":")
            }
        }
    }

    // The places of the addresses in `sockaddr_in` and `sockaddr_in6` are the same on every system.
    private static func ipv4(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
        bytes.map { String($0) }.joined(separator: ".")
    }
}
