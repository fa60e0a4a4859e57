extension SQL {
    /// Collects the pieces of an interpolated literal; see ``SQL``.
    public struct Interpolation: StringInterpolationProtocol {
        var parts: [Part] = []

        /// Starts an empty fragment.
        public init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(interpolationCount * 2 + 1)
        }

        /// Appends the literal's own text.
        public mutating func appendLiteral(_ literal: StaticString) {
            parts.append(.text(literal.description))
        }

        /// Binds a value.
        public mutating func appendInterpolation(_ value: some SQLConvertible) {
            parts.append(.value(value.sqlValue))
        }

        /// Binds a value, or NULL when there is none.
        public mutating func appendInterpolation(_ value: (some SQLConvertible)?) {
            parts.append(.value(value.sqlValue))
        }

        /// Appends the quoted name of a table, column or the like.
        public mutating func appendInterpolation(identifier: String) {
            parts.append(.identifier(identifier))
        }

        /// Appends another fragment.
        public mutating func appendInterpolation(_ fragment: SQL) {
            parts += fragment.parts
        }
    }
}
