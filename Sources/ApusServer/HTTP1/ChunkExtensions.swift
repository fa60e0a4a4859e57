/// Checks the extensions of one chunk byte by byte (RFC 9112, section 7.1.1). They mean nothing here and are dropped.
///
/// Servers that skip to the end of the line, each in its own way, read different chunks in the same bytes. So the
/// grammar is followed to the letter: `*( BWS ";" BWS token [ BWS "=" BWS ( token / quoted-string ) ] )`. White space at
/// the end of the line is no part of it.
struct ChunkExtensions {
    private enum State {
        case beforeSemicolon
        case beforeName
        case name
        case afterName
        case beforeValue
        case value
        case quoted
        case escaped
        case afterQuoted
    }

    private var state = State.beforeSemicolon

    /// Takes one byte after the chunk size; true at the CR that ends the line.
    mutating func advance(_ byte: UInt8) throws(ParseFailure) -> Bool {
        switch state {
        case .beforeSemicolon: state = try next(byte, blank: .beforeSemicolon)
        case .beforeName where byte.isBlank: break
        case .beforeName where byte.isTokenByte: state = .name
        case .name where byte.isTokenByte: break
        case .name where byte == UInt8(ascii: "="): state = .beforeValue
        case .afterName where byte == UInt8(ascii: "="): state = .beforeValue
        case .afterName: state = try next(byte, blank: .afterName)
        case .beforeValue where byte.isBlank: break
        case .beforeValue where byte == UInt8(ascii: "\""): state = .quoted
        case .beforeValue where byte.isTokenByte: state = .value
        case .value where byte.isTokenByte: break
        case .quoted where byte == UInt8(ascii: "\""): state = .afterQuoted
        case .quoted where byte == UInt8(ascii: "\\"): state = .escaped
        case .quoted where byte.isFieldValueByte: break
        case .escaped where byte.isFieldValueByte: state = .quoted
        case .name, .value, .afterQuoted:
            if byte == 0x0D { return true }
            state = try next(byte, blank: state == .name ? .afterName : .beforeSemicolon)
        default: throw .invalidChunk
        }
        return false
    }

    private func next(_ byte: UInt8, blank: State) throws(ParseFailure) -> State {
        if byte.isBlank { return blank }
        guard byte == UInt8(ascii: ";") else { throw .invalidChunk }
        return .beforeName
    }
}
