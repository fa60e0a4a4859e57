import ApusSQL
import CLibPQ

/// Talks to the server while it copies, on a connection that blocks.
struct CopyCommand: Sendable {
    private static let chunkSize = 64 << 10

    let sql: String

    /// Sends what comes out of the conduit; the server keeps all of it, or nothing.
    func send(_ conduit: Conduit<[UInt8]>, to connection: OpenedConnection) -> Result<Int, DatabaseError> {
        let handle = connection.handle
        defer { conduit.abandon() }
        if let error = begin(handle, PGRES_COPY_IN) { return .failure(error) }
        var failure: String?
        loop: while true {
            switch conduit.takeBlocking() {
            case .element(let bytes):
                let isSent = bytes.withUnsafeBytes { bytes in
                    PQputCopyData(handle, bytes.bindMemory(to: CChar.self).baseAddress, Int32(clamping: bytes.count))
                }
                if isSent != 1 { break loop }
            case .finished:
                break loop
            case .broken:
                failure = "the source of the rows failed"
                break loop
            }
        }
        guard PQputCopyEnd(handle, failure) == 1 else { return .failure(lost(handle)) }
        return finish(handle)
    }

    /// Puts what the server sends into the conduit.
    func receive(into conduit: Conduit<[UInt8]>, from connection: OpenedConnection) -> Result<Int, DatabaseError> {
        let handle = connection.handle
        defer { conduit.finish() }
        if let error = begin(handle, PGRES_COPY_OUT) { return .failure(error) }
        var chunk: [UInt8] = []
        var isWanted = true
        while true {
            var row: UnsafeMutablePointer<CChar>?
            let count = PQgetCopyData(handle, &row, 0)
            guard count > 0, let row else { break }
            if isWanted { chunk += UnsafeRawBufferPointer(start: row, count: Int(count)) }
            PQfreemem(row)
            guard isWanted, chunk.count >= Self.chunkSize else { continue }
            isWanted = conduit.putBlocking(chunk)
            chunk.removeAll(keepingCapacity: true)
            // What is on its way has to be read all the same.
            if !isWanted { cancel(handle) }
        }
        if !chunk.isEmpty, isWanted { _ = conduit.putBlocking(chunk) }
        return finish(handle)
    }

    private func begin(_ handle: OpaquePointer, _ expected: ExecStatusType) -> DatabaseError? {
        let result = PQexec(handle, sql)
        defer { PQclear(result) }
        guard PQresultStatus(result) != expected else { return nil }
        if let error = result.flatMap(ServerError.init) { return error.databaseError(sql: sql) }
        guard PQstatus(handle) == CONNECTION_OK else { return lost(handle) }
        if PQresultStatus(result) == PGRES_COPY_IN { _ = PQputCopyEnd(handle, "nothing was to be copied") }
        var row: UnsafeMutablePointer<CChar>?
        while PQgetCopyData(handle, &row, 0) > 0 { PQfreemem(row) }
        while let rest = PQgetResult(handle) { PQclear(rest) }
        return DatabaseError(.misuse, message: "the statement does not copy in this direction", sql: sql)
    }

    /// Reads the server's verdict.
    private func finish(_ handle: OpaquePointer) -> Result<Int, DatabaseError> {
        var outcome: Result<Int, DatabaseError>?
        while let result = PQgetResult(handle) {
            defer { PQclear(result) }
            if PQresultStatus(result) == PGRES_COMMAND_OK {
                outcome = outcome ?? .success(PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0)
            } else if case .failure? = outcome {
                continue
            } else {
                outcome = .failure(ServerError(result)?.databaseError(sql: sql) ?? lost(handle))
            }
        }
        return outcome ?? .failure(lost(handle))
    }

    private func cancel(_ handle: OpaquePointer) {
        guard let request = apus_pq_cancel_create(handle) else { return }
        _ = apus_pq_cancel_send(request)
        apus_pq_cancel_free(request)
    }

    private func lost(_ handle: OpaquePointer) -> DatabaseError {
        .connectionLost(PQerrorMessage(handle).map { String(cString: $0) } ?? "", sql: sql)
    }
}
