import ApusSQL
import CLibPQ

/// Work that has a transaction's connection for itself, in libpq's blocking mode and out of the pipeline, on a thread of its
/// own. The reactor leaves the connection alone meanwhile, but for cancelling what the server runs.
struct Loan: Sendable {
    /// Does the work; returns how many rows it touched.
    let work: @Sendable (OpenedConnection) -> Result<Int, DatabaseError>
    /// Has the work give up waiting for its task.
    let interrupt: @Sendable () -> Void

    /// Does the work on a connection in pipeline mode, and brings it back into that.
    func run(on connection: OpenedConnection) -> LoanOutcome {
        let handle = connection.handle
        guard PQexitPipelineMode(handle) == 1, PQsetnonblocking(handle, 0) == 0 else {
            let error = DatabaseError(.other, message: "the connection cannot leave the pipeline mode")
            return LoanOutcome(result: .failure(error), isUsable: false)
        }
        let result = work(connection)
        let isUsable =
            PQstatus(handle) == CONNECTION_OK && PQsetnonblocking(handle, 1) == 0 && PQenterPipelineMode(handle) == 1
        return LoanOutcome(result: result, isUsable: isUsable)
    }
}

/// What came of a ``Loan``.
struct LoanOutcome: Sendable {
    let result: Result<Int, DatabaseError>
    /// Whether the connection can be used again.
    let isUsable: Bool
}
