import ApusSQL
import CLibPQ
import FoundationEssentials

/// A result as libpq keeps it, whose cells are read when somebody asks for them.
///
/// Sendable without the compiler's proof: a `PGresult` does not change once the statement has ended, "and so can be passed
/// around freely between threads" (libpq's manual, "Behavior in Threaded Programs"). All that is done to it here is
/// reading, and clearing it when nobody refers to it any more.
final class ResultStorage: RowStorage, @unchecked Sendable {
    private let result: OpaquePointer
    private let shape: ResultShape
    // Copies of what is looked at for every cell.
    private let kinds: [ColumnKind]
    private let isBinary: Bool
    let columnCount: Int
    let rowCount: Int

    /// Takes the result over.
    init(_ result: OpaquePointer, shape: ResultShape) {
        self.result = result
        // A shape that did not fit could send reads past the end.
        let fits = shape.kinds.count == Int(PQnfields(result))
        self.shape = fits ? shape : ResultShape(ofText: result)
        kinds = self.shape.kinds
        isBinary = self.shape.isBinary
        columnCount = kinds.count
        rowCount = Int(PQntuples(result))
    }

    deinit {
        PQclear(result)
    }

    var columnNames: [String] { shape.names }

    /// How many rows the statement inserted, updated or deleted.
    var affectedCount: Int { commandTag?.affectedCount ?? 0 }

    /// What the server said when the command was done; valid while this object lives.
    var commandTag: CommandTag? { PQcmdStatus(result).map { CommandTag($0) } }

    func isNull(row: Int, column: Int) -> Bool {
        PQgetisnull(result, Int32(truncatingIfNeeded: row), Int32(truncatingIfNeeded: column)) == 1
    }

    func boolean(row: Int, column: Int) -> Bool? {
        cell(row, column)?.boolean
    }

    func integer(row: Int, column: Int) -> Int64? {
        cell(row, column)?.integer
    }

    func double(row: Int, column: Int) -> Double? {
        cell(row, column)?.double
    }

    func text(row: Int, column: Int) -> String? {
        cell(row, column)?.text
    }

    func bytes(row: Int, column: Int) -> [UInt8]? {
        cell(row, column)?.byteArray
    }

    func uuid(row: Int, column: Int) -> UUID? {
        cell(row, column)?.uuid
    }

    func timestamp(row: Int, column: Int) -> Date? {
        cell(row, column)?.timestamp
    }

    /// The cell's bytes, valid while this object lives; nil for NULL.
    @inline(__always)
    private func cell(_ row: Int, _ column: Int) -> EncodedCell? {
        let row32 = Int32(truncatingIfNeeded: row)
        let column32 = Int32(truncatingIfNeeded: column)
        let length = PQgetlength(result, row32, column32)
        // NULL has no length either; asking only then spares the call for most cells.
        if length == 0, PQgetisnull(result, row32, column32) == 1 { return nil }
        let bytes = UnsafeRawBufferPointer(start: PQgetvalue(result, row32, column32), count: Int(length))
        return EncodedCell(bytes: bytes, kind: kinds[column], isBinary: isBinary)
    }
}
