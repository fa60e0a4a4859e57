extension Parser {
    /// Takes those members of the innermost object, which is complete, from the tape that have the key of a later one.
    ///
    /// What stays moves to the front in place, so that the cost is that of the object whatever surrounds it.
    mutating func dropShadowedMembers(of frame: inout Frame) {
        let keys = lastKeys(among: openKeys.suffix(frame.count))
        var target = frame.token + 1
        var index = keys.count > KeyIndex.threshold ? KeyIndex(capacity: keys.count) : nil
        for key in keys {
            let newKey = target
            let end = tape.end(of: key + 1)
            for token in key..<end {
                move(token, to: target)
                target += 1
            }
            tape.withKey(at: newKey, in: source) { name in
                _ = index?.insert(newKey, named: name) { tape.isKey(at: $0, name, in: source) }
            }
        }
        tape.tokens.removeLast(tape.tokens.count - target)
        // What an index says of tokens that are gone does no harm: a later object of that token has its own.
        tape.keyIndexes[frame.token] = index
        frame.count = keys.count
    }

    private mutating func move(_ index: Int, to target: Int) {
        var token = tape.tokens[index]
        if token.isContainer {
            let shift = index - target
            token.close(end: token.end - shift, count: token.count)
            if token.kind == .object, token.count > KeyIndex.threshold {
                tape.keyIndexes[target] = tape.keyIndexes[index]?.moved(by: shift)
            }
        }
        tape.tokens[target] = token
    }

    /// The last key of each name, in the order of the document.
    private func lastKeys(among keys: ArraySlice<Int>) -> [Int] {
        var seen = KeyIndex(capacity: keys.count)
        var last: [Int] = []
        for key in keys.reversed() {
            let isLast = tape.withKey(at: key, in: source) { name in
                seen.insert(key, named: name) { tape.isKey(at: $0, name, in: source) }
            }
            if isLast { last.append(key) }
        }
        return last.reversed()
    }
}
