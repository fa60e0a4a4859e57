import ApusSQL

extension Node {
    // Functions instead of LIKE: SQLite's LIKE ignores the case of ASCII letters, and no character needs to be escaped.
    func appendMatch(
        _ place: Place,
        _ part: String,
        _ ignoringCase: Bool,
        to builder: inout StatementBuilder
    ) {
        let dialect = builder.dialect
        func appendSubject(to builder: inout StatementBuilder) {
            guard ignoringCase else { return append(to: &builder, within: .operand) }
            dialect.writeLowercased(&builder) { append(to: &$0, within: .operand) }
        }
        func appendPart(to builder: inout StatementBuilder) {
            guard ignoringCase else { return builder.bind(.text(part)) }
            dialect.writeLowercased(&builder) { $0.bind(.text(part)) }
        }
        switch place {
        case .anywhere:
            dialect.writeContains(&builder, subject: appendSubject(to:), part: appendPart(to:))
        case .start:
            builder.append("substr(")
            appendSubject(to: &builder)
            builder.append(", 1, length(")
            appendPart(to: &builder)
            builder.append(")) = ")
            appendPart(to: &builder)
        case .end:
            builder.append("substr(")
            appendSubject(to: &builder)
            builder.append(", length(")
            appendSubject(to: &builder)
            builder.append(") - length(")
            appendPart(to: &builder)
            builder.append(") + 1) = ")
            appendPart(to: &builder)
        }
    }

    func appendLike(_ pattern: String, _ ignoringCase: Bool, to builder: inout StatementBuilder) {
        let pattern = Node.value(.text(builder.dialect.likePattern(pattern)))
        let operands = ignoringCase ? [Node.lowercase(self), .lowercase(pattern)] : [self, pattern]
        builder.append(.like, operands.map { node in { node.append(to: &$0, within: .operand) } })
    }
}
