import ApusSQL
import CLibPQ

// What comes back from the server, and whose it is.
extension Connection {
    func readResults(at now: ContinuousClock.Instant) -> Progress {
        var hasTerminator = false
        // Without an exchange this handles notices.
        while failure == nil, PQisBusy(handle) == 0, let command = pipeline.current {
            guard let result = PQgetResult(handle) else {
                // After an error at a sync point there is a terminator, too, and the sync point is still to come. Two of
                // them in a row are none: there is nothing to read because the connection is lost.
                if !command.isSyncPoint { pipeline.finishCurrent() }
                guard !hasTerminator, PQstatus(handle) == CONNECTION_OK else {
                    failure = message
                    break
                }
                hasTerminator = true
                continue
            }
            hasTerminator = false
            read(result, of: command)
            guard pipeline.isEmpty, failure == nil else { continue }
            guard exchange?.stage == .preparing else { return .finished }
            let roundTrip = exchange.map { now - $0.start } ?? self.roundTrip
            self.roundTrip = min(self.roundTrip, roundTrip)
            guard case .finished = sendExecutions(at: now) else { continue }
            return .finished
        }
        return progress()
    }

    /// Reads one result, which this takes over.
    private func read(_ result: OpaquePointer, of command: Pipeline.Command) {
        switch PQresultStatus(result) {
        case PGRES_PIPELINE_SYNC:
            PQclear(result)
            if case .commit(let index) = command { exchange?.entries[index].isCommitted = true }
            pipeline.finishCurrent()
        case PGRES_PIPELINE_ABORTED:
            PQclear(result)
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
            succeed(command, result)
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            PQclear(result)
            // Nothing else can be said to the server any more, short of copying.
            if case .execute(let index) = command {
                fail(
                    index,
                    DatabaseError(
                        .unsupported,
                        message: "copying from or to the client is not possible with a statement",
                        sql: exchange?.entries[index].job.statement.sql
                    )
                )
            }
            failure = "it was in the middle of a copy"
        default:
            defer { PQclear(result) }
            guard let error = ServerError(result) else {
                failure = PQresultErrorMessage(result).map { String(cString: $0) } ?? "an unknown error"
                return
            }
            if error.isFatal { failure = error.message } else { fail(command, error) }
        }
    }

    private func succeed(_ command: Pipeline.Command, _ result: OpaquePointer) {
        switch command {
        case .describe(let index):
            defer { PQclear(result) }
            guard let (name, generation) = names.removeValue(forKey: index) else { return }
            let prepared = PreparedStatement(name: name, generation: generation, describedBy: result)
            forEachEntry(like: index) {
                exchange?.entries[$0].prepared = prepared
                exchange?.entries[$0].isNewlyPrepared = true
            }
            if case .kept(let known) = exchange?.entries[index].job.form { cache.insert(prepared, for: known.id) }
        case .execute(let index):
            let shape = exchange?.entries[index].prepared?.shape ?? ResultShape(ofText: result)
            exchange?.entries[index].storage = ResultStorage(result, shape: shape)
            exchange?.batch.succeeded(index)
        case .prepare, .deallocate, .synchronize, .commit:
            PQclear(result)
        }
    }

    func fail(_ command: Pipeline.Command, _ error: ServerError) {
        switch command {
        case .prepare(let index), .describe(let index):
            forEachEntry(like: index) { fail($0, error) }
        case .execute(let index):
            if let entry = exchange?.entries[index], case .kept(let known) = entry.job.form {
                if error.isStalePlan {
                    entry.hasStalePlan = true
                    entry.isUnknown = error.state == "26000"
                    if entry.isUnknown { _ = cache.remove(known.id) } else { discard(known.id) }
                } else if error.maySpeakOfStaleTypes {
                    suspectTypes(of: entry)
                }
            }
            fail(index, error)
        case .synchronize:
            exchange?.batch.commitFailed()
            exchange?.commitError = error
        case .commit(let index):
            fail(index, error)
        case .deallocate:
            // It is gone, then.
            break
        }
    }

    /// The schema may have been changed since a statement was prepared, or its values may be wrong.
    func suspectTypes(of entry: Exchange.Entry) {
        guard case .kept(let known) = entry.job.form, !entry.isNewlyPrepared, !entry.job.statement.bindings.isEmpty
        else { return }
        entry.mayHaveStaleTypes = true
        // A transaction has failed and cannot try the statement again, but the next one shall do better.
        if lease != nil { discard(known.id) }
    }

    func fail(_ index: Int, _ error: ServerError) {
        guard let job = exchange?.entries[index].job else { return }
        if error.isInterruption, cancellation.isRequested {
            exchange?.batch.interrupted(index)
            exchange?.entries[index].error = .cancelled(sql: job.statement.sql)
        } else {
            fail(index, error.databaseError(sql: job.statement.sql))
        }
    }

    func fail(_ index: Int, _ error: DatabaseError) {
        exchange?.batch.failed(index)
        exchange?.entries[index].error = error
    }

    /// Visits the entries with the same statement as the one at `index`, which was prepared for all of them.
    private func forEachEntry(like index: Int, _ body: (Int) -> Void) {
        guard let entries = exchange?.entries else { return }
        guard case .kept(let known) = entries[index].job.form else { return body(index) }
        for (other, entry) in entries.enumerated() {
            if case .kept(let otherKnown) = entry.job.form, otherKnown === known { body(other) }
        }
    }

    func progress() -> Progress {
        failure.map { .broken($0) } ?? .waiting
    }

    var message: String {
        PQerrorMessage(handle).map { String(cString: $0) } ?? ""
    }
}
