internal import FoundationEssentials

extension Document {
    func uuid(at index: Int) throws(DecodingError) -> UUID {
        guard let uuid = UUID(uuidString: try string(at: index)) else { throw invalid("expected a UUID", at: index) }
        return uuid
    }

    func url(at index: Int) throws(DecodingError) -> URL {
        guard let url = URL(string: try string(at: index)) else { throw invalid("expected a URL", at: index) }
        return url
    }

    func decimal(at index: Int) throws(DecodingError) -> Decimal {
        let token = token(at: index)
        switch token.kind {
        case .integer: return Decimal(token.integer)
        case .unsigned: return Decimal(token.unsigned)
        case .number:
            guard let decimal = NumberText(bytes: source(of: token)).decimal else {
                throw outOfRange("the number has more digits than a decimal can keep", at: index)
            }
            return decimal
        default: throw mismatch(Decimal.self, "a number", at: index)
        }
    }
}
