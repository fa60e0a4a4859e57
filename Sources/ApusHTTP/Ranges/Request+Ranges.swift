import HTTPTypes

extension Request {
    /// Which part of a representation this request asks for, by `Range` and `If-Range`.
    ///
    /// Only GET has ranges. With `If-Range` the range counts only while the representation is the one the client has a
    /// part of, which takes a strong tag or the very date of the last change (RFC 9110, section 13.1.5).
    ///
    /// - Parameters:
    ///   - length: The length of the whole representation in bytes.
    ///   - validators: The validators of its present state.
    public func rangeSelection(length: Int, validators: Validators = Validators()) -> RangeSelection {
        guard head.method == .get, let range = headers[.range] else { return .whole }
        if let condition = headers[.ifRange] {
            let holds =
                EntityTag(parsing: condition).map { tag in validators.entityTag?.matchesStrongly(tag) == true }
                ?? (HTTPDate(condition).map { $0 == validators.lastModified } ?? false)
            guard holds else { return .whole }
        }
        return RangeSelection(range, length: length)
    }
}
