extension Column where Value: SQLText {
    /// The text contains `part`. No character of `part` is special.
    ///
    /// - Parameters:
    ///   - part: What to look for.
    ///   - ignoringCase: Whether both are compared in lower case, by Unicode's rules.
    public func contains(_ part: String, ignoringCase: Bool = false) -> Condition {
        Condition(.matches(name, .anywhere, part, ignoringCase: ignoringCase))
    }

    /// The text begins with `prefix`. No character of `prefix` is special.
    ///
    /// - Parameters:
    ///   - prefix: What to look for.
    ///   - ignoringCase: Whether both are compared in lower case, by Unicode's rules.
    public func hasPrefix(_ prefix: String, ignoringCase: Bool = false) -> Condition {
        Condition(.matches(name, .start, prefix, ignoringCase: ignoringCase))
    }

    /// The text ends with `suffix`. No character of `suffix` is special.
    ///
    /// - Parameters:
    ///   - suffix: What to look for.
    ///   - ignoringCase: Whether both are compared in lower case, by Unicode's rules.
    public func hasSuffix(_ suffix: String, ignoringCase: Bool = false) -> Condition {
        Condition(.matches(name, .end, suffix, ignoringCase: ignoringCase))
    }
}
