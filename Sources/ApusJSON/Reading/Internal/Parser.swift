/// Checks a document against RFC 8259 in one pass and writes its tokens. It does not recurse.
struct Parser {
    /// An array or object that is open.
    struct Frame {
        var token: Int
        var isObject: Bool
        /// How many elements or keys have been read, the one being read included.
        var count = 0
    }

    let source: UnsafePointer<UInt8>
    let count: Int
    let limits: JSONLimits
    var position = 0
    var tape: Tape
    var frames: [Frame] = []
    /// The key tokens of all open objects, outermost first.
    var openKeys: [Int] = []

    private init(_ source: UnsafePointer<UInt8>, count: Int, limits: JSONLimits) {
        self.source = source
        self.count = count
        self.limits = limits
        tape = Tape(capacity: count / 8 + 4)
    }

    static func parse(_ source: UnsafeBufferPointer<UInt8>, limits: JSONLimits) throws(JSONError) -> Tape {
        guard let base = source.baseAddress, !source.isEmpty else { throw .emptyDocument }
        let largest = min(limits.documentBytes, Int(UInt32.max) - 1)
        guard source.count <= largest else {
            throw JSONError(.limitExceeded, "the document is larger than \(largest) bytes")
        }
        var parser = Parser(base, count: source.count, limits: limits)
        try parser.parse()
        return parser.tape
    }

    private mutating func parse() throws(JSONError) {
        if count >= 3, source[0] == 0xEF, source[1] == 0xBB, source[2] == 0xBF {
            throw failure(.malformed, "a byte order mark is not allowed")
        }
        while true {
            skipWhitespace()
            if try readValue() { continue }
            guard try readSeparator() else { return }
        }
    }

    /// Reads a value. True when it opened an array or object, the first value of which comes next.
    private mutating func readValue() throws(JSONError) -> Bool {
        guard position < count else { throw expected("a value") }
        switch source[position] {
        case UInt8(ascii: "\""): try readString()
        case UInt8(ascii: "{"): return try openObject()
        case UInt8(ascii: "["): return try openArray()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try readNumber()
        case UInt8(ascii: "t"): try readLiteral("true", .true)
        case UInt8(ascii: "f"): try readLiteral("false", .false)
        case UInt8(ascii: "n"): try readLiteral("null", .null)
        default: throw expected("a value")
        }
        return false
    }

    /// Reads what follows a value. True when another value comes next, false when the document is over.
    private mutating func readSeparator() throws(JSONError) -> Bool {
        while let frame = frames.last {
            skipWhitespace()
            let bracket = frame.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
            switch position < count ? source[position] : 0 {
            case UInt8(ascii: ","):
                position += 1
                frames[frames.count - 1].count += 1
                if frame.isObject {
                    skipWhitespace()
                    try readKey()
                }
                return true
            case bracket:
                try close(frame)
            default:
                throw expected(frame.isObject ? "',' or '}'" : "',' or ']'")
            }
        }
        skipWhitespace()
        guard position == count else { throw expected("the end of the document") }
        return false
    }

    mutating func skipWhitespace() {
        while position < count {
            switch source[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
            default: return
            }
        }
    }

    private mutating func readLiteral(_ text: StaticString, _ kind: Token.Kind) throws(JSONError) {
        for offset in 0..<text.utf8CodeUnitCount {
            guard position + offset < count, source[position + offset] == text.utf8Start[offset] else {
                let isCutShort = position + offset == count
                throw failure(isCutShort ? .unexpectedEnd : .malformed, "expected \(text)")
            }
        }
        tape.tokens.append(Token(kind, at: position))
        position += text.utf8CodeUnitCount
    }
}

// MARK: - Arrays and objects

extension Parser {
    private mutating func openArray() throws(JSONError) -> Bool {
        try open(.array)
        skipWhitespace()
        guard position < count, source[position] == UInt8(ascii: "]") else { return true }
        return try closeEmpty()
    }

    private mutating func openObject() throws(JSONError) -> Bool {
        try open(.object)
        skipWhitespace()
        guard position < count, source[position] == UInt8(ascii: "}") else {
            try readKey()
            return true
        }
        return try closeEmpty()
    }

    private mutating func open(_ kind: Token.Kind) throws(JSONError) {
        let depth = min(limits.depth, JSONLimits.depthCeiling)
        guard frames.count < depth else {
            throw failure(.depthExceeded, "arrays and objects are nested deeper than \(depth) levels")
        }
        frames.append(Frame(token: tape.tokens.count, isObject: kind == .object, count: 1))
        tape.depth = max(tape.depth, frames.count)
        tape.tokens.append(Token(kind, at: position))
        position += 1
    }

    private mutating func closeEmpty() throws(JSONError) -> Bool {
        if var frame = frames.last {
            frame.count = 0
            try close(frame)
        }
        return false
    }

    private mutating func close(_ frame: Frame) throws(JSONError) {
        var frame = frame
        if frame.isObject {
            let keyCount = frame.count
            try checkKeys(of: &frame)
            openKeys.removeLast(keyCount)
        }
        tape.tokens[frame.token].close(end: tape.tokens.count, count: frame.count)
        frames.removeLast()
        position += 1
    }

    private mutating func readKey() throws(JSONError) {
        guard position < count, source[position] == UInt8(ascii: "\"") else { throw expected("a key in quotes") }
        if let frame = frames.last, frame.count > limits.keysPerObject {
            throw failure(.limitExceeded, "an object has more than \(limits.keysPerObject) keys")
        }
        let start = position + 1
        let isEscaped = try scanString()
        let raw = UnsafeBufferPointer(start: source + start, count: position - 1 - start)
        openKeys.append(tape.tokens.count)
        if isEscaped {
            let unescapedOffset = tape.unescapedKeys.count
            tape.unescapedKeys.append(unescaping: raw)
            let token = tape.unescapedKeys.withUnsafeBufferPointer {
                Token(
                    key: UnsafeBufferPointer(rebasing: $0[unescapedOffset...]),
                    at: start,
                    unescapedOffset: unescapedOffset
                )
            }
            tape.tokens.append(token)
        } else {
            tape.tokens.append(Token(key: raw, at: start, unescapedOffset: nil))
        }
        skipWhitespace()
        guard position < count, source[position] == UInt8(ascii: ":") else { throw expected("':'") }
        position += 1
    }

    /// Refuses an object that has the same key twice. Different spellings of a key are the same key.
    private mutating func checkKeys(of frame: inout Frame) throws(JSONError) {
        guard frame.count > 1 else { return }
        let keys = openKeys.suffix(frame.count)
        if frame.count <= KeyIndex.threshold {
            for (position, key) in zip(keys.indices, keys) {
                for other in keys[..<position] where isSameKey(other, key) {
                    guard limits.allowsDuplicateKeys else { throw duplicate(key) }
                    return dropShadowedMembers(of: &frame)
                }
            }
        } else {
            var index = KeyIndex(capacity: frame.count)
            for key in keys {
                let isNew = tape.withKey(at: key, in: source) { name in
                    index.insert(key, named: name) { tape.isKey(at: $0, name, in: source) }
                }
                guard isNew else {
                    guard limits.allowsDuplicateKeys else { throw duplicate(key) }
                    return dropShadowedMembers(of: &frame)
                }
            }
            tape.keyIndexes[frame.token] = index
        }
    }

    private func isSameKey(_ first: Int, _ second: Int) -> Bool {
        let (one, other) = (tape.tokens[first], tape.tokens[second])
        guard one.signature == other.signature, one.length == other.length else { return false }
        return tape.withKey(at: second, in: source) { tape.isKey(at: first, $0, in: source) }
    }

    private func duplicate(_ key: Int) -> JSONError {
        failure(.duplicateKey, "the object has this key twice", at: Int(tape.tokens[key].offset) - 1, key: key)
    }
}

extension JSONError {
    static let emptyDocument = JSONError(.unexpectedEnd, "the document is empty", line: 1, column: 1, offset: 0)
}
