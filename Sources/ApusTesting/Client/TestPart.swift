/// A field or a file of a form that a test sends.
public struct TestPart: Sendable {
    /// The name of the field.
    public var name: String
    /// The name of the file; nil for a field that is none.
    public var filename: String?
    /// The media type; nil to say nothing of it.
    public var contentType: String?
    /// The content.
    public var content: [UInt8]

    /// Makes a part.
    ///
    /// - Parameters:
    ///   - name: The name of the field.
    ///   - content: The content.
    ///   - filename: The name of the file; nil for a field that is none.
    ///   - contentType: The media type; nil to say nothing of it.
    public init(_ name: String, _ content: [UInt8], filename: String? = nil, contentType: String? = nil) {
        self.name = name
        self.content = content
        self.filename = filename
        self.contentType = contentType
    }

    /// Makes a part of text.
    ///
    /// - Parameters:
    ///   - name: The name of the field.
    ///   - text: The content.
    ///   - filename: The name of the file; nil for a field that is none.
    public init(_ name: String, _ text: String, filename: String? = nil) {
        self.init(name, Array(text.utf8), filename: filename)
    }

    /// The header as browsers write it (HTML Standard, section 4.10.21.8).
    var header: String {
        var header = "Content-Disposition: form-data; name=\"\(Self.escaped(name))\""
        if let filename { header += "; filename=\"\(Self.escaped(filename))\"" }
        if let contentType { header += "\r\nContent-Type: \(contentType)" }
        return header
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\r", with: "%0D").replacing("\n", with: "%0A").replacing("\"", with: "%22")
    }
}
