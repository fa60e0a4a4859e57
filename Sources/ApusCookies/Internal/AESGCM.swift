import ApusHTTP
import CLibCrypto

/// Authenticated encryption with AES-256 in Galois/Counter Mode (NIST SP 800-38D), by libcrypto.
enum AESGCM {
    static let nonceSize = 12
    static let tagSize = 16

    /// Encrypts.
    ///
    /// - Parameters:
    ///   - plaintext: What is encrypted.
    ///   - key: 32 bytes.
    ///   - nonce: ``nonceSize`` bytes that have not been used with this key before.
    ///   - associated: What is not encrypted, but must be the same when the result is opened.
    /// - Returns: What has been encrypted, and the tag.
    static func seal(
        _ plaintext: [UInt8],
        key: [UInt8],
        nonce: [UInt8],
        authenticating associated: [UInt8]
    ) throws(CookieError) -> [UInt8] {
        guard let context = EVP_CIPHER_CTX_new() else { throw .cryptographyFailed }
        defer { EVP_CIPHER_CTX_free(context) }
        var result = [UInt8](repeating: 0, count: plaintext.count)
        var tag = [UInt8](repeating: 0, count: tagSize)
        var count = Int32(0)
        guard EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1,
            EVP_EncryptUpdate(context, nil, &count, associated, Int32(associated.count)) == 1,
            EVP_EncryptUpdate(context, &result, &count, plaintext, Int32(plaintext.count)) == 1,
            EVP_EncryptFinal_ex(context, nil, &count) == 1,
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tagSize), &tag) == 1
        else { throw .cryptographyFailed }
        return result + tag
    }

    /// Decrypts what ``seal(_:key:nonce:authenticating:)`` has made.
    ///
    /// - Returns: The plaintext; nil when anything is not as it was.
    static func open(
        _ sealed: [UInt8],
        key: [UInt8],
        nonce: [UInt8],
        authenticating associated: [UInt8]
    ) throws(CookieError) -> [UInt8]? {
        guard sealed.count >= tagSize else { return nil }
        guard let context = EVP_CIPHER_CTX_new() else { throw .cryptographyFailed }
        defer { EVP_CIPHER_CTX_free(context) }
        let ciphertext = Array(sealed.dropLast(tagSize))
        var tag = Array(sealed.suffix(tagSize))
        var result = [UInt8](repeating: 0, count: ciphertext.count)
        var count = Int32(0)
        guard EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1,
            EVP_DecryptUpdate(context, nil, &count, associated, Int32(associated.count)) == 1,
            EVP_DecryptUpdate(context, &result, &count, ciphertext, Int32(ciphertext.count)) == 1,
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tagSize), &tag) == 1
        else { throw .cryptographyFailed }
        return EVP_DecryptFinal_ex(context, nil, &count) == 1 ? result : nil
    }
}
