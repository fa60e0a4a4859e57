/// The key of the nonce that ``SecurityHeaders`` attaches to requests.
enum CSPNonce: RequestKey {
    typealias Value = String

    /// 132 bits of the system's random numbers, in the alphabet of base64url.
    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        return String(unsafeUninitializedCapacity: 22) { text in
            var bits: UInt64 = 0
            for index in 0..<22 {
                if index % 10 == 0 { bits = generator.next() }
                text[index] = Base64.url.digits[Int(bits & 63)]
                bits >>= 6
            }
            return 22
        }
    }
}

extension Request {
    /// The nonce that inline scripts and styles of the response must carry to be run: `<script nonce="…">`. It is
    /// another one for each request.
    ///
    /// nil when no ``SecurityHeaders`` with a policy that uses ``ContentSecurityPolicy/nonce`` is in use.
    public var cspNonce: String? {
        self[CSPNonce.self]
    }
}
