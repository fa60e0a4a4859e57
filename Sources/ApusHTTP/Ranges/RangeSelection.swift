/// Which part of a representation answers a request with `Range` (RFC 9110, section 14.2).
public enum RangeSelection: Hashable, Sendable {
    /// All of it, with 200: nothing else was asked for, or what was asked for may be ignored.
    case whole
    /// These parts, with 206, in the order asked for.
    case parts([Range<Int>])
    /// None, with 416: all that was asked for lies beyond the end.
    case unsatisfiable

    /// The most ranges that are served. A client that asks for more gets the whole: many small ranges are a way to make
    /// a server work far more than the client (RFC 9110, section 17.15).
    public static let maximumRanges = 16

    /// Reads the value of `Range` for a representation of `length` bytes.
    ///
    /// A value that cannot be understood, another unit than bytes, more than ``maximumRanges``, and ranges that overlap
    /// and so would send bytes more than once, all select the whole.
    public init(_ text: String, length: Int) {
        guard let ranges = Self.ranges(text) else {
            self = .whole
            return
        }
        let parts = ranges.compactMap { $0.resolved(in: length) }
        let inOrder = parts.sorted { $0.lowerBound < $1.lowerBound }
        let overlap = zip(inOrder, inOrder.dropFirst()).contains { $0.upperBound > $1.lowerBound }
        self = parts.isEmpty ? .unsatisfiable : overlap ? .whole : .parts(parts)
    }

    private static func ranges(_ text: String) -> [ByteRange]? {
        var scanner = FieldScanner(text)
        guard scanner.token()?.lowercased() == "bytes", scanner.take("=") else { return nil }
        var ranges: [ByteRange] = []
        while scanner.moveToElement() {
            guard ranges.count < maximumRanges, let range = range(&scanner), scanner.isAtElementEnd else { return nil }
            ranges.append(range)
        }
        return ranges.isEmpty ? nil : ranges
    }

    private static func range(_ scanner: inout FieldScanner) -> ByteRange? {
        if scanner.take("-") { return scanner.number().map { .suffix($0) } }
        guard let start = scanner.number(), scanner.take("-") else { return nil }
        guard scanner.next?.isASCIIDigit == true else { return .from(start) }
        guard let end = scanner.number(), start <= end else { return nil }
        return .between(start, end)
    }
}
