import ApusHTTP
import CLibCrypto

/// HMAC with SHA-256 (RFC 2104), by libcrypto.
enum HMAC {
    /// The bytes of a code.
    static let size = 32

    static func code(of message: [UInt8], key: [UInt8]) throws(CookieError) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: size)
        var length = UInt32(0)
        guard
            CLibCrypto.HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &code, &length) != nil,
            length == size
        else { throw .cryptographyFailed }
        return code
    }

    /// Whether two codes are the same, in a time that does not tell where they differ.
    static func areEqual(_ first: [UInt8], _ second: [UInt8]) -> Bool {
        first.count == second.count && CRYPTO_memcmp(first, second, first.count) == 0
    }
}

extension CookieError {
    static let cryptographyFailed = CookieError(code: .cryptographyFailed, message: "libcrypto has refused to work.")
}
