import ApusHTTP
import Testing

@testable import ApusCookies

/// The values of the specifications.
@Suite("Cryptography")
struct CryptographyTests {
    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test("HMAC is that of RFC 4231")
    func hmac() throws {
        #expect(
            hex(try HMAC.code(of: Array("Hi There".utf8), key: Array(repeating: 0x0B, count: 20)))
                == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        )
        #expect(
            hex(try HMAC.code(of: Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        )
    }

    @Test("AES-GCM is that of its specification")
    func gcm() throws {
        let (key, nonce) = ([UInt8](repeating: 0, count: 32), [UInt8](repeating: 0, count: 12))
        #expect(
            hex(try AESGCM.seal([], key: key, nonce: nonce, authenticating: [])) == "530f8afbc74536b9a963b4f1c4cb738b"
        )
        let zeros = [UInt8](repeating: 0, count: 16)
        let sealed = try AESGCM.seal(zeros, key: key, nonce: nonce, authenticating: [])
        #expect(hex(sealed) == "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")
        #expect(try AESGCM.open(sealed, key: key, nonce: nonce, authenticating: []) == zeros)
        #expect(try AESGCM.open(sealed, key: key, nonce: nonce, authenticating: [0]) == nil)
    }

    @Test("Base64 has one text for each value")
    func base64() {
        #expect(Base64.url.encode(Array("fooba".utf8)) == "Zm9vYmE")
        #expect(Base64.url.encode([0xFB, 0xFF]) == "-_8")
        #expect(Base64.url.decode("Zm9vYmE".utf8) == Array("fooba".utf8))
        for text in ["A", "Zm9vYmF", "Zm9vYmE=", "Zm9v YmE", "Zm9+", "Zm9/"] {
            #expect(Base64.url.decode(text.utf8) == nil)
        }
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37) }
            #expect(Base64.url.decode(Base64.url.encode(bytes).utf8) == bytes)
        }
    }
}
