/// Writes the tokens of a document in a style, each as it stands in the source. Recursion is bounded by the depth limit.
struct Restyling {
    private let document: Document
    private let style: JSONStyle
    private var output: [UInt8] = []

    static func restyle(_ document: Document, as style: JSONStyle) -> [UInt8] {
        var restyling = Restyling(document: document, style: style)
        restyling.value(at: 0, depth: 0)
        return restyling.output
    }

    private init(document: Document, style: JSONStyle) {
        self.document = document
        self.style = style
    }

    private mutating func value(at index: Int, depth: Int) {
        let token = document.token(at: index)
        switch token.kind {
        case .array: children(of: index, between: "[", "]", depth: depth)
        case .object: children(of: index, between: "{", "}", depth: depth)
        default: output += document.text(at: index)
        }
    }

    private mutating func children(
        of container: Int,
        between open: Unicode.Scalar,
        _ close: Unicode.Scalar,
        depth: Int
    ) {
        output.append(UInt8(ascii: open))
        let isObject = document.token(at: container).kind == .object
        let children = isObject ? keys(of: container) : elements(of: container)
        for (position, child) in children.enumerated() {
            if position > 0 { output.append(UInt8(ascii: ",")) }
            breakLine(depth: depth + 1)
            if isObject {
                output += document.text(at: child)
                output += style.isIndented ? [UInt8(ascii: ":"), UInt8(ascii: " ")] : [UInt8(ascii: ":")]
            }
            value(at: isObject ? child + 1 : child, depth: depth + 1)
        }
        if !children.isEmpty { breakLine(depth: depth) }
        output.append(UInt8(ascii: close))
    }

    private mutating func breakLine(depth: Int) {
        guard style.isIndented else { return }
        output.append(UInt8(ascii: "\n"))
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
    }

    private func elements(of array: Int) -> [Int] {
        var elements: [Int] = []
        var element = array + 1
        while element < document.tape.end(of: array) {
            elements.append(element)
            element = document.tape.end(of: element)
        }
        return elements
    }

    private func keys(of object: Int) -> [Int] {
        var keys: [Int] = []
        var key = object + 1
        while key < document.tape.end(of: object) {
            keys.append(key)
            key = document.tape.end(of: key + 1)
        }
        guard style.sortsKeys else { return keys }
        let named = keys.map { key in (name: document.tape.withKey(at: key, in: document.bytes) { Array($0) }, key: key)
        }
        return named.sorted { $0.name.lexicographicallyPrecedes($1.name) }.map(\.key)
    }
}

extension Restyling {
    /// Escapes what has a meaning in HTML. All of it can only stand in strings.
    static func escapingHTML(_ document: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(document.count + 64)
        var position = 0
        while position < document.count {
            let byte = document[position]
            switch byte {
            case UInt8(ascii: "<"): output += #"\u003C"#.utf8
            case UInt8(ascii: ">"): output += #"\u003E"#.utf8
            case UInt8(ascii: "&"): output += #"\u0026"#.utf8
            case 0xE2 where isLineSeparator(document, at: position):
                output += (document[position + 2] == 0xA8 ? #"\u2028"# : #"\u2029"#).utf8
                position += 2
            default: output.append(byte)
            }
            position += 1
        }
        return output
    }

    /// Whether there is U+2028 or U+2029.
    private static func isLineSeparator(_ document: [UInt8], at position: Int) -> Bool {
        position + 2 < document.count && document[position + 1] == 0x80 && document[position + 2] & 0xFE == 0xA8
    }
}

extension Document {
    /// The bytes of a value that is neither array nor object, or of a key, as they stand in the source.
    func text(at index: Int) -> UnsafeBufferPointer<UInt8> {
        let token = token(at: index)
        let start = offset(of: index)
        let length: Int
        switch token.kind {
        case .null, .true: length = 4
        case .false: length = 5
        case .string: length = token.length + 2
        case .key: length = (token.isEscaped ? escapedKeyLength(at: Int(token.offset)) : token.length) + 2
        case .integer, .unsigned, .number: length = numberLength(at: start)
        case .array, .object: length = 0
        }
        return UnsafeBufferPointer(start: bytes + start, count: length)
    }

    private func escapedKeyLength(at start: Int) -> Int {
        var end = start
        while bytes[end] != UInt8(ascii: "\"") { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
        return end - start
    }

    private func numberLength(at start: Int) -> Int {
        var end = start
        while end < count, "+-.eE0123456789".utf8.contains(bytes[end]) { end += 1 }
        return end - start
    }
}
