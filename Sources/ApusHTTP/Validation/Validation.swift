/// Gathers what is wrong with a value.
///
/// Each rule says where it looks with `at`, the name of a member. A rule for a value that is optional accepts nil;
/// what must not be missing is declared without a question mark.
public struct Validation {
    /// The most violations that are kept: enough for any person, and no lever for a client that sends a million.
    public static let maximumViolations = 100

    /// What has been found, at most ``maximumViolations``.
    public private(set) var violations: [Violation] = []

    private var path = ""

    /// Makes a validation that has found nothing.
    public init() {}

    /// Notes a violation unless `condition` holds.
    ///
    /// ```swift
    /// check.require(start <= end, at: "end", code: "order", message: "must not be before the start")
    /// ```
    ///
    /// - Parameters:
    ///   - condition: What must hold.
    ///   - member: The member that is wrong if it does not; nil for the whole value.
    ///   - code: The kind of violation, for programs.
    ///   - message: What is wrong, for people.
    public mutating func require(_ condition: Bool, at member: String? = nil, code: String, message: String) {
        guard !condition, violations.count < Self.maximumViolations else { return }
        violations.append(Violation(pointer: pointer(to: member), code: code, message: message))
    }

    /// Requires text to have a number of Unicode scalars in `lengths`.
    public mutating func length(of text: String?, in lengths: some RangeExpression<Int>, at member: String) {
        guard let text, !lengths.contains(text.unicodeScalars.count) else { return }
        require(false, at: member, code: "length", message: "must have a length \(lengths.wording)")
    }

    /// Requires a text to have no control characters but tabulators and line ends. NUL is one of them, which not every
    /// database can store.
    ///
    /// - Parameters:
    ///   - text: The text; nil passes.
    ///   - member: The name of the member.
    public mutating func plainText(_ text: String?, at member: String) {
        guard let text else { return }
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.generalCategory != .control || scalar == "\t" || scalar == "\n" || scalar == "\r"
        }
        require(isPlain, at: member, code: "control_character", message: "must not have control characters")
    }

    /// Requires text to have something in it other than white space.
    public mutating func notBlank(_ text: String?, at member: String) {
        guard let text else { return }
        require(
            !text.unicodeScalars.allSatisfy(\.properties.isWhitespace),
            at: member,
            code: "blank",
            message: "must not be blank"
        )
    }

    /// Requires a value to lie in `range`.
    public mutating func range<Value: Comparable>(
        of value: Value?,
        in range: some RangeExpression<Value>,
        at member: String
    ) {
        guard let value, !range.contains(value) else { return }
        require(false, at: member, code: "range", message: "must be \(range.wording)")
    }

    /// Requires a collection to have a number of elements in `counts`.
    public mutating func count(of elements: (some Collection)?, in counts: some RangeExpression<Int>, at member: String)
    {
        guard let elements, !counts.contains(elements.count) else { return }
        require(false, at: member, code: "count", message: "must have a number of elements \(counts.wording)")
    }

    /// Requires a value to be one of `choices`.
    public mutating func oneOf<Value: Equatable>(_ value: Value?, _ choices: [Value], at member: String) {
        guard let value, !choices.contains(value) else { return }
        let list = choices.map { "\($0)" }.joined(separator: ", ")
        require(false, at: member, code: "choice", message: "must be one of \(list)")
    }

    /// Validates a member that is validatable itself.
    public mutating func nested(_ value: (some Validatable)?, at member: String) {
        guard let value else { return }
        descend(to: member) { value.validate(&$0) }
    }

    /// Validates every element of a member.
    public mutating func each(_ values: [some Validatable]?, at member: String) {
        each(values, at: member) { value, check in value.validate(&check) }
    }

    /// Checks every element of a member with `rule`, whose `at` are members of the element.
    public mutating func each<Value>(
        _ values: [Value]?,
        at member: String,
        _ rule: (Value, inout Validation) -> Void
    ) {
        guard let values else { return }
        descend(to: member) { check in
            for (index, value) in values.enumerated() {
                guard check.violations.count < Self.maximumViolations else { return }
                check.descend(to: String(index)) { rule(value, &$0) }
            }
        }
    }

    private mutating func descend(to member: String, _ body: (inout Validation) -> Void) {
        let outer = path
        path = pointer(to: member)
        body(&self)
        path = outer
    }

    /// The JSON Pointer to a member (RFC 6901, section 3).
    private func pointer(to member: String?) -> String {
        guard let member else { return path }
        guard member.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
            return path + "/" + member
        }
        let escaped = member.map { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) }
        return path + "/" + escaped.joined()
    }
}

extension RangeExpression {
    /// The range in words.
    fileprivate var wording: String {
        switch self {
        case let range as ClosedRange<Bound>: "from \(range.lowerBound) to \(range.upperBound)"
        case let range as Range<Bound>: "from \(range.lowerBound) to below \(range.upperBound)"
        case let range as PartialRangeFrom<Bound>: "\(range.lowerBound) or more"
        case let range as PartialRangeThrough<Bound>: "\(range.upperBound) or less"
        case let range as PartialRangeUpTo<Bound>: "less than \(range.upperBound)"
        default: "in \(self)"
        }
    }
}
