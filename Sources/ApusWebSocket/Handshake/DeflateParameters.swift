/// What has been agreed on for compression (RFC 7692, section 7.1).
struct DeflateParameters: Hashable {
    var serverKeepsContext = true
    var clientKeepsContext = true
    var serverWindowBits = 15
    var clientWindowBits = 15

    /// The parameters with which the first acceptable one of a client's offers is answered, and the value of
    /// `Sec-WebSocket-Extensions` that says so; nil when there is none.
    ///
    /// - Parameters:
    ///   - offers: The value of the request's field.
    ///   - keepsContext: Whether the server wants to keep what it knows from one message to the next.
    static func negotiate(_ offers: String, keepsContext: Bool) -> (parameters: DeflateParameters, answer: String)? {
        for offer in ExtensionOffer.parse(offers) where offer.name == "permessage-deflate" {
            if let answer = answer(to: offer, keepsContext: keepsContext) { return answer }
        }
        return nil
    }

    private static func answer(
        to offer: ExtensionOffer,
        keepsContext: Bool
    ) -> (parameters: DeflateParameters, answer: String)? {
        var result = DeflateParameters()
        var text = "permessage-deflate"
        var seen: Set<String> = []
        for (name, value) in offer.parameters {
            // Section 7.1: an offer with an unknown, a repeated or a wrong parameter is declined.
            guard seen.insert(name).inserted else { return nil }
            switch (name, value) {
            case ("server_no_context_takeover", nil): result.serverKeepsContext = false
            case ("client_no_context_takeover", nil): result.clientKeepsContext = false
            case ("client_max_window_bits", nil): break
            case ("client_max_window_bits", let value?):
                guard let bits = windowBits(value, in: 8...15) else { return nil }
                result.clientWindowBits = bits
                text += "; client_max_window_bits=\(bits)"
            case ("server_max_window_bits", let value?):
                // zlib cannot compress with a window of 256 bytes.
                guard let bits = windowBits(value, in: 9...15) else { return nil }
                result.serverWindowBits = bits
                text += "; server_max_window_bits=\(bits)"
            default: return nil
            }
        }
        if !keepsContext {
            result.serverKeepsContext = false
            result.clientKeepsContext = false
        }
        if !result.serverKeepsContext { text += "; server_no_context_takeover" }
        if !result.clientKeepsContext { text += "; client_no_context_takeover" }
        return (result, text)
    }

    private static func windowBits(_ text: String, in range: ClosedRange<Int>) -> Int? {
        // No leading zeros, no sign.
        guard let bits = Int(text), String(bits) == text, range.contains(bits) else { return nil }
        return bits
    }
}
