import CLibPQ

/// A statement that a connection's server has parsed.
final class PreparedStatement {
    let name: String
    /// The ``KnownStatement/generation`` that it belongs to.
    let generation: Int
    let parameterTypes: [TypeID]
    let shape: ResultShape

    /// - Parameters:
    ///   - name: The server's name for it.
    ///   - generation: The ``KnownStatement/generation`` when it was sent.
    ///   - description: What the server answered to the statement's description.
    init(name: String, generation: Int, describedBy description: OpaquePointer) {
        self.name = name
        self.generation = generation
        parameterTypes = (0..<PQnparams(description)).map { TypeID(rawValue: PQparamtype(description, $0)) }
        shape = ResultShape(describedBy: description)
    }
}
