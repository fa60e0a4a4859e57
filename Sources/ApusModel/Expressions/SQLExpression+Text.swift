public import ApusSQL

extension SQLExpression where Value: SQLText {
    /// The text contains `part`. No character of `part` is special.
    ///
    /// - Parameters:
    ///   - part: What to look for.
    ///   - ignoringCase: Whether both are compared in lower case, by Unicode's rules.
    public func contains(_ part: String, ignoringCase: Bool = false) -> Condition {
        Condition(.matches(node, .anywhere, part, ignoringCase: ignoringCase))
    }

    /// The text begins with `prefix`. No character of `prefix` is special.
    ///
    /// - Parameters:
    ///   - prefix: What to look for.
    ///   - ignoringCase: Whether both are compared in lower case, by Unicode's rules.
    public func hasPrefix(_ prefix: String, ignoringCase: Bool = false) -> Condition {
        Condition(.matches(node, .start, prefix, ignoringCase: ignoringCase))
    }

    /// The text ends with `suffix`. No character of `suffix` is special.
    ///
    /// - Parameters:
    ///   - suffix: What to look for.
    ///   - ignoringCase: Whether both are compared in lower case, by Unicode's rules.
    public func hasSuffix(_ suffix: String, ignoringCase: Bool = false) -> Condition {
        Condition(.matches(node, .end, suffix, ignoringCase: ignoringCase))
    }

    /// The text is like a pattern, in which `%` stands for any characters and `_` for one; a backslash takes the meaning from
    /// the character behind it. Case matters, on every database.
    ///
    /// - Parameters:
    ///   - pattern: The pattern.
    ///   - ignoringCase: Whether both are compared in lower case, by Unicode's rules.
    public func like(_ pattern: String, ignoringCase: Bool = false) -> Condition {
        Condition(.like(node, pattern, ignoringCase: ignoringCase))
    }

    /// The text in lower case, by Unicode's rules.
    public var lowercased: ValueExpression<Value> { ValueExpression(.lowercase(node)) }

    /// The text in upper case, by Unicode's rules.
    public var uppercased: ValueExpression<Value> { ValueExpression(.operation(.uppercase, [node])) }

    /// The text without spaces at its ends.
    public var trimmed: ValueExpression<Value> { ValueExpression(.operation(.trim, [node])) }

    /// Some characters of the text.
    ///
    /// - Parameters:
    ///   - start: The first one's position, counted from one.
    ///   - length: How many at most.
    public func substring(from start: Int, length: Int) -> ValueExpression<Value> {
        ValueExpression(.operation(.substring, [node, .value(start.sqlValue), .value(length.sqlValue)]))
    }

    /// The text with `replacement` for every `part`.
    public func replacing(_ part: String, with replacement: String) -> ValueExpression<Value> {
        ValueExpression(.operation(.replace, [node, .value(.text(part)), .value(.text(replacement))]))
    }

    /// The text, and then another one.
    public func appending(_ text: String) -> ValueExpression<Value> {
        ValueExpression(.operation(.concatenate, [node, .value(.text(text))]))
    }

    /// The text, and then another one. NULL when one of them is.
    public func appending<Other: SQLExpression>(_ text: Other) -> ValueExpression<Value> where Other.Value == Value {
        ValueExpression(.operation(.concatenate, [node, text.node]))
    }
}

extension SQLExpression where Value == String {
    /// How many characters the text has.
    public var length: ValueExpression<Int> { ValueExpression(.operation(.length, [node])) }
}

extension SQLExpression where Value == String? {
    /// How many characters the text has.
    public var length: ValueExpression<Int?> { ValueExpression(.operation(.length, [node])) }
}
