import CLibPQ

/// The columns of a result: the same for every run of a prepared statement.
final class ResultShape: Sendable {
    let names: [String]
    let kinds: [ColumnKind]
    /// Whether the cells are asked for in binary.
    let isBinary: Bool

    static let empty = ResultShape(names: [], kinds: [], isBinary: false)

    private init(names: [String], kinds: [ColumnKind], isBinary: Bool) {
        self.names = names
        self.kinds = kinds
        self.isBinary = isBinary
    }

    /// The shape of the results that a statement is going to have.
    ///
    /// - Parameter description: What the server answered to the statement's description.
    convenience init(describedBy description: OpaquePointer) {
        let kinds = Self.kinds(of: description)
        self.init(names: Self.names(of: description), kinds: kinds, isBinary: ColumnKind.prefersBinary(kinds))
    }

    /// The shape of a result that nothing was known about before; it was asked for as text.
    convenience init(ofText result: OpaquePointer) {
        self.init(names: Self.names(of: result), kinds: Self.kinds(of: result), isBinary: false)
    }

    private static func names(of result: OpaquePointer) -> [String] {
        (0..<PQnfields(result)).map { column in PQfname(result, column).map { String(cString: $0) } ?? "" }
    }

    private static func kinds(of result: OpaquePointer) -> [ColumnKind] {
        (0..<PQnfields(result)).map { column in ColumnKind(TypeID(rawValue: PQftype(result, column))) }
    }
}
