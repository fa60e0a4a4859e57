/// All tokens of a document, with what is needed to find a key.
struct Tape {
    let tokens: TokenList
    /// The keys that have escapes in the source, without them.
    var unescapedKeys: [UInt8] = []
    /// For each object with many keys, by its token.
    var keyIndexes: [Int: KeyIndex] = [:]
    /// How deep arrays and objects are nested.
    var depth = 0

    init(capacity: Int) {
        tokens = TokenList(capacity: capacity)
    }

    /// The token after a value and all within it.
    func end(of index: Int) -> Int {
        let token = tokens[index]
        return token.isContainer ? token.end : index + 1
    }

    func withKey<Result>(
        at index: Int,
        in source: UnsafePointer<UInt8>,
        _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        let token = tokens[index]
        guard token.isEscaped else {
            return body(UnsafeBufferPointer(start: source + Int(token.offset), count: token.length))
        }
        return unescapedKeys.withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[token.unescapedOffset..<token.unescapedOffset + token.length]))
        }
    }

    func key(at index: Int, in source: UnsafePointer<UInt8>) -> String {
        withKey(at: index, in: source) { String(decoding: $0, as: UTF8.self) }
    }

    func isKey(at index: Int, _ name: UnsafeBufferPointer<UInt8>, in source: UnsafePointer<UInt8>) -> Bool {
        let token = tokens[index]
        guard token.length == name.count, token.signature == Token.signature(name) else { return false }
        return withKey(at: index, in: source) { isEqual($0, name) }
    }

    /// The token of the key `name` of an object, or nil.
    func findKey(_ name: UnsafeBufferPointer<UInt8>, of object: Int, in source: UnsafePointer<UInt8>) -> Int? {
        let count = tokens[object].count
        if count > KeyIndex.threshold, let keyIndex = keyIndexes[object] {
            return keyIndex.find(name) { isKey(at: $0, name, in: source) }
        }
        var index = object + 1
        for _ in 0..<count {
            if isKey(at: index, name, in: source) { return index }
            index = end(of: index + 1)
        }
        return nil
    }
}

/// Whether two texts of the same length are equal, compared eight bytes at a time.
private func isEqual(_ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Bool {
    let (rawOne, rawOther) = (UnsafeRawBufferPointer(one), UnsafeRawBufferPointer(other))
    var position = 0
    while position + 8 <= one.count {
        let word = rawOne.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        guard word == rawOther.loadUnaligned(fromByteOffset: position, as: UInt64.self) else { return false }
        position += 8
    }
    while position < one.count {
        guard one[position] == other[position] else { return false }
        position += 1
    }
    return true
}
