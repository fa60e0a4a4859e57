public import ApusHTTP

/// The media types that compression makes smaller; images, videos and archives are compressed already.
public struct CompressibleTypes: Sendable {
    private let isCompressible: @Sendable (MediaType) -> Bool

    /// Makes a choice of types.
    ///
    /// - Parameter isCompressible: Whether a type is compressed.
    public init(_ isCompressible: @escaping @Sendable (MediaType) -> Bool) {
        self.isCompressible = isCompressible
    }

    /// Everything that is text: `text/*`, JSON, XML, scripts, SVG and the types built on them; and WebAssembly and the
    /// fonts that are not compressed by themselves.
    public static let standard = CompressibleTypes { type in
        switch (type.type, type.subtype) {
        case ("text", _): true
        case ("application", "json"), ("application", "javascript"), ("application", "xml"), ("application", "wasm"),
            ("application", "x-ndjson"), ("application", "jsonl"), ("application", "yaml"), ("application", "graphql"),
            ("application", "rtf"), ("application", "x-www-form-urlencoded"):
            true
        case ("font", "ttf"), ("font", "otf"), ("image", "bmp"), ("image", "x-icon"): true
        default: type.subtype.hasSuffix("+json") || type.subtype.hasSuffix("+xml") || type.subtype.hasSuffix("+yaml")
        }
    }

    /// Whether a body of the media type `text` is compressed.
    func contains(_ text: String?) -> Bool {
        text.flatMap { MediaType($0) }.map(isCompressible) ?? false
    }
}
