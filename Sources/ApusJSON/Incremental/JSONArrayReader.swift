/// Reads the elements of an array that arrives in pieces, in memory that does not grow with it.
///
/// ```swift
/// var rows = JSONArrayReader(of: Row.self)
/// for try await chunk in body {
///     rows.append(chunk)
///     while let row = try rows.next() { try await insert(row) }
/// }
/// rows.finish()
/// while let row = try rows.next() { try await insert(row) }
/// ```
///
/// Each element is parsed as a document of its own, as strictly as a whole one: keys that come twice are noticed. What is
/// kept is the element that is not complete yet.
public struct JSONArrayReader<Element: JSONDecodable> {
    private var bytes: [UInt8] = []
    private var position = 0
    private var place = PiecePlace()
    private var scanner = ElementScanner()
    private var state = ArrayState.start
    private var count = 0
    private var isFinished = false
    private var failure: JSONError?
    private let format: JSONFormat
    private let limits: JSONLimits

    /// Makes a reader.
    ///
    /// - Parameters:
    ///   - type: The type of the elements.
    ///   - format: How dates, data and numbers that are not finite look in the document.
    ///   - limits: What one element may be and cost. The whole may be of any length.
    public init(of type: Element.Type = Element.self, format: JSONFormat = .default, limits: JSONLimits = .default) {
        self.format = format
        self.limits = limits
    }

    /// Adds the next bytes of the document.
    ///
    /// - Parameter bytes: The bytes; they may end anywhere, also within a character.
    public mutating func append(_ bytes: some Sequence<UInt8>) {
        if position > 0 {
            self.bytes.removeSubrange(..<position)
            position = 0
        }
        self.bytes.append(contentsOf: bytes)
    }

    /// Says that there are no more bytes. Afterwards ``next()`` returns what is left, and throws when that is not all.
    public mutating func finish() {
        isFinished = true
    }

    /// The next element, nil when more bytes are needed or, after ``finish()``, when the array is over.
    ///
    /// - Throws: When the document is malformed, no array, or an element is something else; the same error each time then.
    public mutating func next() throws(JSONError) -> Element? {
        if let failure { throw failure }
        do throws(JSONError) {
            return try read()
        } catch {
            failure = error
            throw error
        }
    }
}

/// What comes next in an array.
private enum ArrayState {
    case start, firstElement, element, afterElement, end
}

extension JSONArrayReader {
    private mutating func read() throws(JSONError) -> Element? {
        while true {
            if scanner.isIdle { skipWhitespace() }
            guard position < bytes.count else {
                guard isFinished, state != .end else { return nil }
                throw error(.unexpectedEnd, "expected \(expectation), found the end of the document")
            }
            switch (state, bytes[position]) {
            case (.start, UInt8(ascii: "[")):
                advance(by: 1)
                state = .firstElement
            case (.firstElement, UInt8(ascii: "]")) where scanner.isIdle, (.afterElement, UInt8(ascii: "]")):
                advance(by: 1)
                state = .end
            case (.afterElement, UInt8(ascii: ",")):
                advance(by: 1)
                state = .element
            case (.firstElement, _), (.element, _):
                return try readElement()
            case (.start, _):
                throw error(.typeMismatch, "expected an array, found something else")
            case (_, let byte):
                throw error(.malformed, "expected \(expectation), found \(describe(byte))")
            }
        }
    }

    private mutating func readElement() throws(JSONError) -> Element? {
        guard let length = scanner.length(in: bytes[position...], isFinished: isFinished) else {
            guard bytes.count - position <= limits.documentBytes else {
                throw error(.limitExceeded, "an element is larger than \(limits.documentBytes) bytes")
            }
            return nil
        }
        let element: Element
        do throws(JSONError) {
            element = try bytes.withUnsafeBufferPointer { (bytes) throws(JSONError) in
                let document = UnsafeRawBufferPointer(
                    UnsafeBufferPointer(rebasing: bytes[position..<position + length])
                )
                return try JSON.decode(Element.self, from: document, format: format, limits: limits)
            }
        } catch {
            throw placed(error)
        }
        advance(by: length)
        count += 1
        state = .afterElement
        return element
    }

    private mutating func skipWhitespace() {
        while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) { advance(by: 1) }
    }

    private mutating func advance(by length: Int) {
        bytes.withUnsafeBufferPointer { place.text.advance(over: $0[position..<position + length]) }
        place.offset += length
        position += length
        scanner = ElementScanner()
    }

    private var expectation: String {
        switch state {
        case .start: "an array"
        case .firstElement, .element: "a value"
        case .afterElement: "',' or ']'"
        case .end: "the end of the document"
        }
    }

    private func error(_ code: JSONError.Code, _ message: String) -> JSONError {
        JSONError(code, message).moved(to: place)
    }

    private func placed(_ error: JSONError) -> JSONError {
        var placed = error.moved(to: place)
        placed.pointer = "/\(count)\(error.pointer)"
        placed.others = error.others.map(self.placed)
        return placed
    }
}
