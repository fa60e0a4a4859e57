/// What a client says in `Accept` (RFC 9110, section 12.5.1).
///
/// ```swift
/// let accepted = AcceptedMediaTypes("text/html, application/*;q=0.5")
/// accepted.best(of: [.json, .html])                   // text/html
/// accepted.quality(of: .json)                         // 0.5
/// accepted.quality(of: .plainText)                    // 0
/// ```
public struct AcceptedMediaTypes: Hashable, Sendable {
    private struct Range: Hashable, Sendable {
        let mediaType: MediaType
        let quality: Quality

        /// How closely this describes `candidate`; nil when it does not at all.
        func precision(for candidate: MediaType) -> Int? {
            guard mediaType.type == "*" || mediaType.type == candidate.type else { return nil }
            guard mediaType.subtype == "*" || mediaType.subtype == candidate.subtype else { return nil }
            for parameter in mediaType.parameters {
                guard candidate[parameter: parameter.name]?.lowercased() == parameter.value.lowercased() else {
                    return nil
                }
            }
            return (mediaType.type == "*" ? 0 : 1) + (mediaType.subtype == "*" ? 0 : 1) + mediaType.parameters.count
        }
    }

    /// Nil when the client has no preference.
    private let ranges: [Range]?

    /// Reads the value of `Accept`.
    ///
    /// An element that cannot be understood is passed over. Of very long lists the first 64 elements are read.
    ///
    /// - Parameter text: The value; nil, and one without any element that is understood, accept everything.
    public init(_ text: String?) {
        guard let text else {
            ranges = nil
            return
        }
        var ranges: [Range] = []
        var scanner = FieldScanner(text)
        while ranges.count < AcceptedMediaTypes.elementLimit, scanner.moveToElement() {
            if let range = Self.range(&scanner) { ranges.append(range) } else { scanner.skipElement() }
        }
        self.ranges = ranges.isEmpty ? nil : ranges
    }

    /// The most elements that are read of a list of preferences.
    static let elementLimit = 64

    /// How much the client wants `mediaType`: the quality of the range that describes it most closely.
    public func quality(of mediaType: MediaType) -> Quality {
        guard let ranges else { return .full }
        var best: (precision: Int, quality: Quality)?
        for range in ranges {
            guard let precision = range.precision(for: mediaType) else { continue }
            if precision > best?.precision ?? -1 { best = (precision, range.quality) }
        }
        return best?.quality ?? .none
    }

    /// The one of `candidates` that the client wants most, the first among equals; nil when it accepts none.
    public func best(of candidates: [MediaType]) -> MediaType? {
        candidates.best { quality(of: $0) }
    }

    private static func range(_ scanner: inout FieldScanner) -> Range? {
        guard let parsed = MediaType(&scanner), scanner.isAtElementEnd else { return nil }
        guard parsed.type != "*" || parsed.subtype == "*" else { return nil }
        var quality = Quality.full
        var mediaType = MediaType(type: parsed.type, subtype: parsed.subtype)
        for parameter in parsed.parameters {
            // What follows the quality are extensions of Accept, which RFC 9110 has withdrawn.
            if parameter.name == "q" {
                guard let value = Quality(parameter.value) else { return nil }
                quality = value
                break
            }
            mediaType = mediaType.parameter(parameter.name, parameter.value)
        }
        return Range(mediaType: mediaType, quality: quality)
    }
}

extension Sequence {
    /// The element of the highest quality above 0, the first among equals.
    func best(_ quality: (Element) -> Quality) -> Element? {
        var best: (element: Element, quality: Quality)?
        for element in self {
            let quality = quality(element)
            if quality > best?.quality ?? .none { best = (element, quality) }
        }
        return best?.element
    }
}
