extension JSONError {
    /// Several mistakes as one error, nil when there is none.
    @usableFromInline
    init?(mistakes: [JSONError]) {
        guard let first = mistakes.first else { return nil }
        self = first
        others = Array(mistakes.dropFirst().prefix(JSONError.maximumOthers))
    }
}

extension [JSONError] {
    /// Adds an error and its others, as far as there is room.
    mutating func append(gathering error: JSONError) {
        guard count <= JSONError.maximumOthers else { return }
        var first = error
        first.others = []
        append(first)
        append(contentsOf: error.others.prefix(JSONError.maximumOthers + 1 - count))
    }
}

extension JSONMembers {
    /// The next member in the order of the document, as the one now being read.
    mutating func nextMember() -> (name: String, value: Int)? {
        guard next < document.tape.end(of: object) else { return nil }
        let key = next
        document.path.enter(key + 1, depth: member.depth - 1)
        next = document.tape.end(of: key + 1)
        return (document.key(at: key), key + 1)
    }
}
