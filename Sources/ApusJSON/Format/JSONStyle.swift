/// How a document is laid out. None of it changes what the document says.
public struct JSONStyle: Sendable, Hashable {
    /// Whether members and elements have lines of their own, indented by two spaces.
    public var isIndented: Bool
    /// Whether members are in the order of their keys' UTF-8 bytes.
    public var sortsKeys: Bool
    /// Whether `<`, `>`, `&`, U+2028 and U+2029 are escaped, so that the document can stand within a script in HTML.
    public var isHTMLSafe: Bool

    /// As short as possible, in the order of writing.
    public static let compact = JSONStyle()
    /// For people: on several lines.
    public static let indented = JSONStyle(isIndented: true)

    /// Makes a style; what is not given is off.
    ///
    /// - Parameters:
    ///   - isIndented: Whether members and elements have lines of their own.
    ///   - sortsKeys: Whether members are in the order of their keys.
    ///   - isHTMLSafe: Whether the document can stand within HTML.
    public init(isIndented: Bool = false, sortsKeys: Bool = false, isHTMLSafe: Bool = false) {
        self.isIndented = isIndented
        self.sortsKeys = sortsKeys
        self.isHTMLSafe = isHTMLSafe
    }
}

extension JSON {
    /// Lays a document out anew. Numbers and strings stay as they are written, to the digit.
    ///
    /// - Parameters:
    ///   - bytes: The document.
    ///   - style: How it is to look.
    ///   - limits: What it may cost.
    /// - Throws: When the document is malformed.
    public static func restyle(
        _ bytes: [UInt8],
        as style: JSONStyle,
        limits: JSONLimits = .default
    ) throws(JSONError) -> [UInt8] {
        let document = try bytes.withUnsafeBufferPointer { (bytes) throws(JSONError) in
            try Document.with(UnsafeRawBufferPointer(bytes), limits: limits) { (document) throws(JSONError) in
                Restyling.restyle(document, as: style)
            }
        }
        return style.isHTMLSafe ? Restyling.escapingHTML(document) : document
    }

    /// What was written, in a style.
    static func styled(_ bytes: [UInt8], as style: JSONStyle) throws(JSONError) -> [UInt8] {
        if style.isIndented || style.sortsKeys { return try restyle(bytes, as: style, limits: .unlimited) }
        return style.isHTMLSafe ? Restyling.escapingHTML(bytes) : bytes
    }
}

extension JSONLimits {
    /// For documents of our own.
    static let unlimited = JSONLimits(
        depth: .max,
        documentBytes: .max,
        keysPerObject: .max,
        stringBytes: .max,
        numberBytes: .max,
        allowsDuplicateKeys: true
    )
}
