import CLibPQ

/// A statement that a connection's server has parsed.
final class PreparedStatement {
    let name: String
    let parameterTypes: [TypeID]
    let shape: ResultShape

    /// - Parameters:
    ///   - name: The server's name for it.
    ///   - description: What the server answered to the statement's description.
    init(name: String, describedBy description: OpaquePointer) {
        self.name = name
        parameterTypes = (0..<PQnparams(description)).map { TypeID(rawValue: PQparamtype(description, $0)) }
        shape = ResultShape(describedBy: description)
    }
}
