import NIOCore

extension Request {
    /// Who makes the request, by its address: an IPv4 address, or the first 64 bits of an IPv6 address. Requests that
    /// did not come over a connection with an address share one key.
    public var clientKey: String {
        guard let bytes = remoteAddress?.ipBytes else { return "local" }
        guard bytes.count == 16 else { return bytes.map { String($0) }.joined(separator: ".") }
        return bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":")
    }
}
