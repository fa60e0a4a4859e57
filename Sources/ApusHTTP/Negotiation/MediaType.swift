/// A media type with its parameters (RFC 9110, section 8.3.1): `text/html; charset=utf-8`.
///
/// Type, subtype and the names of parameters are kept in lower case.
///
/// ```swift
/// let type = MediaType("application/problem+json")
/// type?.isJSON                                        // true
/// MediaType.html.charset("utf-8").description         // "text/html; charset=utf-8"
/// ```
public struct MediaType: Hashable, Sendable {
    /// A parameter of a media type.
    public struct Parameter: Hashable, Sendable {
        /// The name, in lower case.
        public let name: String
        /// The value, without quotes.
        public let value: String
    }

    /// The part before the slash: `text`.
    public let type: String

    /// The part after the slash: `html`.
    public let subtype: String

    /// The parameters, in order.
    public private(set) var parameters: [Parameter]

    init(type: String, subtype: String) {
        self.type = type
        self.subtype = subtype
        parameters = []
    }

    /// Reads a media type; nil when `text` is none.
    ///
    /// A parameter that is empty, as after a last semicolon, is passed over.
    public init?(_ text: String) {
        var scanner = FieldScanner(text)
        scanner.skipBlanks()
        guard let type = MediaType(&scanner) else { return nil }
        scanner.skipBlanks()
        while scanner.take(";") { scanner.skipBlanks() }
        guard scanner.next == nil else { return nil }
        self = type
    }

    /// Reads a media type where `scanner` stands, with all its parameters.
    init?(_ scanner: inout FieldScanner) {
        guard let type = scanner.token(), scanner.take("/"), let subtype = scanner.token() else { return nil }
        self.type = type.lowercased()
        self.subtype = subtype.lowercased()
        parameters = []
        while let (name, value) = scanner.parameter() {
            parameters.append(Parameter(name: name, value: value))
        }
    }

    /// `application/json`.
    public static let json = MediaType(type: "application", subtype: "json")
    /// `application/problem+json`, RFC 9457.
    public static let problem = MediaType(type: "application", subtype: "problem+json")
    /// `application/xml`.
    public static let xml = MediaType(type: "application", subtype: "xml")
    /// `application/octet-stream`: bytes of which nothing is known.
    public static let octetStream = MediaType(type: "application", subtype: "octet-stream")
    /// `application/x-www-form-urlencoded`: the usual form.
    public static let urlEncodedForm = MediaType(type: "application", subtype: "x-www-form-urlencoded")
    /// `multipart/form-data`: a form with files.
    public static let multipartForm = MediaType(type: "multipart", subtype: "form-data")
    /// `text/plain`.
    public static let plainText = MediaType(type: "text", subtype: "plain")
    /// `text/html`.
    public static let html = MediaType(type: "text", subtype: "html")
    /// `text/event-stream`: server-sent events.
    public static let eventStream = MediaType(type: "text", subtype: "event-stream")

    /// Type and subtype without parameters: `text/html`.
    public var essence: String { "\(type)/\(subtype)" }

    /// The value of the parameter called `name`, which is compared without regard to case.
    public subscript(parameter name: String) -> String? {
        let name = name.lowercased()
        return parameters.first { $0.name == name }?.value
    }

    /// The media type with a parameter more, or with another value of one it has.
    ///
    /// - Parameters:
    ///   - name: The name; one that is no token changes nothing.
    ///   - value: The value.
    public func parameter(_ name: String, _ value: String) -> MediaType {
        guard name.isToken else { return self }
        var result = self
        let parameter = Parameter(name: name.lowercased(), value: value)
        result.parameters.removeAll { $0.name == parameter.name }
        result.parameters.append(parameter)
        return result
    }

    /// The media type with `charset` as its parameter of that name.
    public func charset(_ charset: String) -> MediaType {
        parameter("charset", charset)
    }

    /// Whether this is `application/json` or another type that is written as JSON (RFC 6839, section 3.1).
    public var isJSON: Bool {
        type == "application" && (subtype == "json" || subtype.hasSuffix("+json"))
    }

    /// Whether type and subtype are those of `other`, whatever the parameters.
    public func isSame(as other: MediaType) -> Bool {
        type == other.type && subtype == other.subtype
    }
}

extension MediaType: LosslessStringConvertible {
    /// The media type as it stands in a field.
    public var description: String {
        parameters.reduce(essence) { "\($0); \($1.name)=\($1.value.tokenOrQuoted)" }
    }
}
