internal import FoundationEssentials

extension Document {
    func date(at index: Int) throws -> Date {
        var text = try string(at: index)
        guard let timestamp = text.withUTF8({ Timestamp(parsing: $0) }) else {
            throw invalid("expected a date such as 2026-02-28T23:59:59Z (RFC 3339)", at: index)
        }
        return timestamp.date
    }

    func data(at index: Int) throws -> Data {
        guard let data = Data(base64Encoded: try string(at: index)) else {
            throw invalid("expected data in base64", at: index)
        }
        return data
    }

    func uuid(at index: Int) throws -> UUID {
        guard let uuid = UUID(uuidString: try string(at: index)) else { throw invalid("expected a UUID", at: index) }
        return uuid
    }

    func url(at index: Int) throws -> URL {
        guard let url = URL(string: try string(at: index)) else { throw invalid("expected a URL", at: index) }
        return url
    }

    func decimal(at index: Int) throws -> Decimal {
        let token = token(at: index)
        switch token.kind {
        case .integer: return Decimal(token.integer)
        case .unsigned: return Decimal(token.unsigned)
        case .number:
            let decimal = Decimal(string: NumberText(bytes: source(of: token)).text)
            guard let decimal, decimal.isFinite else { throw outOfRange("the number is too large", at: index) }
            return decimal
        default: throw mismatch(Decimal.self, "a number", at: index)
        }
    }
}
