/// A place in a document whose earlier parts are gone.
struct PiecePlace {
    var text = TextPosition()
    var offset = 0
}

/// The bytes of a document that have come and are not read yet.
struct PieceBuffer {
    var isFinished = false
    private var bytes: [UInt8] = []
    private var position = 0
    /// Where `position` is in the document.
    private(set) var place = PiecePlace()
    /// How far the scalar at `position` has been looked through, so that one in many pieces is looked through once.
    private var scanned = 0
    private let limits: JSONLimits

    init(limits: JSONLimits) {
        self.limits = limits
    }

    mutating func append(_ new: some Sequence<UInt8>) {
        if position > 4096, position > bytes.count / 2 {
            bytes.removeSubrange(..<position)
            position = 0
        }
        bytes.append(contentsOf: new)
    }

    /// Refuses a document that has become too large.
    func checkSize() throws(JSONError) {
        guard place.offset + bytes.count - position <= limits.documentBytes else {
            throw JSONError(.limitExceeded, "the document is larger than \(limits.documentBytes) bytes")
        }
    }

    /// The byte at the current position.
    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipWhitespace() {
        while let byte = current, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { advance() }
    }

    /// Moves past one character of ASCII.
    mutating func advance() {
        advance(by: 1)
    }

    private mutating func advance(by count: Int) {
        let end = position + count
        bytes.withUnsafeBufferPointer { place.text.advance(over: $0[position..<end]) }
        place.offset += count
        position = end
        scanned = 0
    }

    /// The string, number, boolean or null at the current position, nil when its end has not come yet.
    ///
    /// - Throws: When it is malformed, with its line, column and offset.
    mutating func scalar() throws(JSONError) -> JSONValue? {
        guard let length = try lengthOfScalar() else { return nil }
        let start = place
        do throws(JSONError) {
            let value = try JSON.parse(Array(bytes[position..<position + length]), limits: limits)
            advance(by: length)
            return value
        } catch {
            var error = error
            // It is the scalar that ends too early, not the document.
            if error.code == .unexpectedEnd, position + length < bytes.count || !isFinished { error.code = .malformed }
            throw error.moved(to: start)
        }
    }

    private mutating func lengthOfScalar() throws(JSONError) -> Int? {
        bytes[position] == UInt8(ascii: "\"") ? try lengthOfString() : try lengthOfWord()
    }

    /// Up to the quote that ends the string; also up to a control character, which it cannot have.
    private mutating func lengthOfString() throws(JSONError) -> Int? {
        var end = position + max(scanned, 1)
        while end < bytes.count {
            switch bytes[end] {
            case UInt8(ascii: "\""), ..<0x20: return end + 1 - position
            case UInt8(ascii: "\\"):
                // What follows the backslash belongs to it.
                guard end + 1 < bytes.count else { return try unfinished(end - position, limits.stringBytes + 1) }
                end += 2
            default: end += 1
            }
        }
        return try unfinished(end - position, limits.stringBytes + 1)
    }

    /// Up to what can be no part of a number or literal.
    private mutating func lengthOfWord() throws(JSONError) -> Int? {
        var end = position + max(scanned, 1)
        while end < bytes.count {
            switch bytes[end] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "E"),
                UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"):
                end += 1
            default: return end - position
            }
        }
        return try unfinished(end - position, limits.numberBytes)
    }

    /// Remembers how far a scalar has been looked through whose end has not come: all of it when there is no more.
    private mutating func unfinished(_ length: Int, _ limit: Int) throws(JSONError) -> Int? {
        guard !isFinished else { return bytes.count - position }
        guard length <= limit else {
            let text = bytes[position] == UInt8(ascii: "\"") ? "a string" : "a number"
            throw JSONError(.limitExceeded, "\(text) is longer than is allowed").moved(to: place)
        }
        scanned = length
        return nil
    }
}

extension JSONError {
    /// An error about a part of a document, with its place in the whole.
    func moved(to place: PiecePlace) -> JSONError {
        var moved = self
        let line = line ?? 1
        let column = column ?? 1
        moved.column = line == 1 ? place.text.column + column - 1 : column
        moved.line = place.text.line + line - 1
        moved.offset = place.offset + (offset ?? 0)
        return moved
    }
}
