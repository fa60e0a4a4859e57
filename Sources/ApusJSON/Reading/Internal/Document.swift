/// A parsed document: its tokens and the bytes they point at.
///
/// Values are converted when they are asked for. Belongs to one task, like the decoders that refer to it.
@usableFromInline
final class Document {
    let tape: Tape
    let format: JSONFormat
    let userInfo: [CodingUserInfoKey: any Sendable]
    /// The token that stands for a value that is not there: null, after all others.
    let absentValue: Int
    /// The decoding under way, as the chain of values from the root. Names the place when something fails.
    let path: DecodingPath
    /// The value in which an error arose that names no place itself.
    var failedValue: Int?

    private(set) var bytes: UnsafePointer<UInt8>
    let count: Int
    private var ownedBytes: UnsafeMutablePointer<UInt8>?

    private init(
        _ source: UnsafeRawBufferPointer,
        limits: JSONLimits,
        format: JSONFormat,
        userInfo: [CodingUserInfoKey: any Sendable]
    ) throws(JSONError) {
        let source = source.assumingMemoryBound(to: UInt8.self)
        let tape = try Parser.parse(source, limits: limits)
        guard let base = source.baseAddress else { throw .emptyDocument }
        absentValue = tape.tokens.count
        tape.tokens.append(Token(.null, at: source.count))
        self.tape = tape
        path = DecodingPath(depth: tape.depth)
        bytes = base
        count = source.count
        self.format = format
        self.userInfo = userInfo
    }

    deinit {
        ownedBytes?.deallocate()
        path.deallocate()
    }

    /// Parses a document and works with it. The bytes are not copied, unless a decoder survives `body`.
    static func with<Result>(
        _ source: UnsafeRawBufferPointer,
        limits: JSONLimits,
        format: JSONFormat = .default,
        userInfo: [CodingUserInfoKey: any Sendable] = [:],
        _ body: (Document) throws(JSONError) -> Result
    ) throws(JSONError) -> Result {
        var document = try Document(source, limits: limits, format: format, userInfo: userInfo)
        defer {
            // The bytes are only lent; an `init(from:)` that kept its decoder must not read freed memory later.
            if !isKnownUniquelyReferenced(&document) { document.copyBytes() }
        }
        return try body(document)
    }

    private func copyBytes() {
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
        copy.initialize(from: bytes, count: count)
        ownedBytes = copy
        bytes = UnsafePointer(copy)
    }

    func token(at index: Int) -> Token {
        tape.tokens[index]
    }

    func key(at index: Int) -> String {
        tape.key(at: index, in: bytes)
    }

    /// The value of the member `name` of an object, or nil.
    func member(_ name: String, of object: Int) -> Int? {
        var name = name
        return name.withUTF8 { tape.findKey($0, of: object, in: bytes) }.map { $0 + 1 }
    }

    /// The keys of an object by what the format makes of them, nil when it makes no difference. Of several that come to
    /// the same the first counts.
    func keysByDeclaredName(of object: Int) -> [String: Int]? {
        guard !format.keys.isAsDeclared else { return nil }
        var names: [String: Int] = [:]
        var key = object + 1
        for _ in 0..<token(at: object).count {
            let name = format.keys.decoded(self.key(at: key))
            if names[name] == nil { names[name] = key }
            key = tape.end(of: key + 1)
        }
        return names
    }

    /// The bytes of a number in the source, or of a string with its escapes.
    func source(of token: Token) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: bytes + Int(token.offset), count: token.length)
    }

    /// Where a value begins.
    func offset(of index: Int) -> Int {
        let token = token(at: index)
        return token.kind == .string || token.kind == .key ? Int(token.offset) - 1 : Int(token.offset)
    }

    func position(of offset: Int) -> TextPosition {
        TextPosition(of: offset, in: UnsafeBufferPointer(start: bytes, count: count))
    }
}
