/// An entity tag (RFC 9110, section 8.8.3): names one state of a resource, `"v7"` or, weak, `W/"v7"`.
///
/// A strong tag changes whenever a byte of the representation does; a weak one when its meaning does.
public struct EntityTag: Hashable, Sendable {
    /// The text between the quotes.
    public let opaque: String

    /// Whether the tag is weak.
    public let isWeak: Bool

    /// Makes a tag.
    ///
    /// - Parameters:
    ///   - opaque: The text between the quotes, such as a version or a hash. Characters that cannot stand in a tag,
    ///     which are quotes, blanks and control characters, are written as `%` and two hexadecimal digits.
    ///   - isWeak: Whether the tag is weak.
    public init(_ opaque: String, isWeak: Bool = false) {
        self.opaque = opaque.utf8.allSatisfy(\.isEntityTagByte) ? opaque : Self.escaped(opaque)
        self.isWeak = isWeak
    }

    /// Reads `"v7"` or `W/"v7"`; nil for anything else.
    public init?(parsing text: String) {
        var scanner = FieldScanner(text)
        scanner.skipBlanks()
        guard let tag = EntityTag(&scanner) else { return nil }
        scanner.skipBlanks()
        guard scanner.next == nil else { return nil }
        self = tag
    }

    init?(_ scanner: inout FieldScanner) {
        var reader = scanner
        isWeak = reader.take("W")
        guard !isWeak || reader.take("/"), reader.take("\"") else { return nil }
        opaque = reader.text(while: \.isEntityTagByte) ?? ""
        guard reader.take("\"") else { return nil }
        scanner = reader
    }

    /// Whether both are strong and the same: what `If-Match` and ranges ask for (RFC 9110, section 8.8.3.2).
    public func matchesStrongly(_ other: EntityTag) -> Bool {
        !isWeak && !other.isWeak && opaque == other.opaque
    }

    /// Whether both are the same, weak or not: what `If-None-Match` asks for.
    public func matchesWeakly(_ other: EntityTag) -> Bool {
        opaque == other.opaque
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.reduce(into: "") { result, byte in
            if byte.isEntityTagByte && byte < 0x80 {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += (byte < 0x10 ? "%0" : "%") + digits
            }
        }
    }
}

extension EntityTag: CustomStringConvertible {
    /// The tag as it stands in a field, with its quotes.
    public var description: String {
        "\(isWeak ? "W/" : "")\"\(opaque)\""
    }
}

extension UInt8 {
    /// Whether the byte may stand between the quotes of an entity tag.
    fileprivate var isEntityTagByte: Bool {
        self > 0x20 && self != UInt8(ascii: "\"") && self != 0x7F
    }
}
