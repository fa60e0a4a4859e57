extension Document {
    func string(at index: Int) throws(DecodingError) -> String {
        let token = token(at: index)
        guard token.kind == .string else { throw mismatch(String.self, "a string", at: index) }
        return string(token)
    }

    func string(_ token: Token) -> String {
        let source = source(of: token)
        guard token.isEscaped else { return String(decoding: source, as: UTF8.self) }
        return String(unsafeUninitializedCapacity: source.count) { unescape(source, to: $0) }
    }

    func boolean(at index: Int) throws(DecodingError) -> Bool {
        switch token(at: index).kind {
        case .true: return true
        case .false: return false
        default: throw mismatch(Bool.self, "true or false", at: index)
        }
    }

    func integer<Integer: FixedWidthInteger>(_ type: Integer.Type, at index: Int) throws(DecodingError) -> Integer {
        let token = token(at: index)
        switch token.kind {
        case .integer:
            if let value = Integer(exactly: token.integer) { return value }
        case .unsigned:
            if let value = Integer(exactly: token.unsigned) { return value }
        case .number:
            do throws(NumberText.IntegerFailure) {
                return try NumberText(bytes: source(of: token)).integer(type)
            } catch .hasFraction {
                throw mismatch(type, "a whole number", found: "a number with a fraction", at: index)
            } catch {}
        default:
            throw mismatch(type, "a whole number", at: index)
        }
        throw outOfRange("the number must be in \(Integer.min)...\(Integer.max)", at: index)
    }

    func double(at index: Int) throws(DecodingError) -> Double {
        let token = token(at: index)
        switch token.kind {
        case .integer: return Double(token.integer)
        case .unsigned: return Double(token.unsigned)
        case .number:
            if let value = NumberText(bytes: source(of: token)).double { return value }
            throw outOfRange("the number is too large", at: index)
        case .string:
            if let value = format.nonFiniteNumbers.number(Double.self, of: string(token)) { return value }
            throw mismatch(Double.self, "a number", at: index)
        default: throw mismatch(Double.self, "a number", at: index)
        }
    }

    func float(at index: Int) throws(DecodingError) -> Float {
        let token = token(at: index)
        switch token.kind {
        case .integer: return Float(token.integer)
        case .unsigned: return Float(token.unsigned)
        case .number:
            if let value = NumberText(bytes: source(of: token)).float { return value }
            throw outOfRange("the number is too large", at: index)
        case .string:
            if let value = format.nonFiniteNumbers.number(Float.self, of: string(token)) { return value }
            throw mismatch(Float.self, "a number", at: index)
        default: throw mismatch(Float.self, "a number", at: index)
        }
    }
}
