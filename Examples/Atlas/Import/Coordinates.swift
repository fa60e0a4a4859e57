/// A point on the earth, in degrees.
struct Coordinates: Equatable {
    let latitude: Double
    let longitude: Double

    init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Reads ISO 6709's compact form, ±DDMM±DDDMM or ±DDMMSS±DDDMMSS.
    init?(iso6709 text: Substring) {
        guard let split = text.dropFirst().firstIndex(where: { $0 == "+" || $0 == "-" }),
            let latitude = Self.degrees(text[..<split], degreeDigits: 2, limit: 90),
            let longitude = Self.degrees(text[split...], degreeDigits: 3, limit: 180)
        else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }

    private static func degrees(_ text: Substring, degreeDigits: Int, limit: Double) -> Double? {
        let sign: Double
        switch text.first {
        case "+": sign = 1
        case "-": sign = -1
        default: return nil
        }
        let digits = text.dropFirst()
        guard digits.utf8.count == degreeDigits + 2 || digits.utf8.count == degreeDigits + 4,
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let degrees = Int(digits.prefix(degreeDigits)),
            let minutes = Int(digits.dropFirst(degreeDigits).prefix(2)), minutes < 60
        else { return nil }
        let seconds = Int(digits.dropFirst(degreeDigits + 2)) ?? 0
        guard seconds < 60 else { return nil }
        let value = Double(degrees * 3600 + minutes * 60 + seconds) / 3600
        return value <= limit ? sign * value : nil
    }
}
