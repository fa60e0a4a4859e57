import ApusCore
import ApusSQL

// Transactions: who has a connection to itself, and until when.
extension Reactor {
    func attach(_ lease: Lease?, to connection: Connection, at now: Instant) {
        connection.lease = lease
        lease?.connection = connection
        lease?.start = now
    }

    /// Runs the statements of transactions whose turn it is. One that fails before it is sent makes another one startable.
    func runTransactions(at now: Instant) {
        while !startable.isEmpty {
            let jobs = startable
            startable.removeAll(keepingCapacity: true)
            for job in jobs {
                guard let lease = job.lease, let connection = lease.connection else {
                    job.answer(.failure(.transactionEnded(sql: job.statement.sql)))
                    continue
                }
                if let loan = job.loan {
                    lend(connection, for: loan, job, at: now)
                    continue
                }
                if job.kind == .rollback { connection.deadline = now + configuration.cancellationTimeout }
                handle(connection.start([job], at: now), of: connection, at: now)
            }
        }
    }

    /// Lets a thread have the connection.
    private func lend(_ connection: Connection, for loan: Loan, _ job: Job, at now: Instant) {
        guard !job.isCancelled else {
            job.answer(.failure(.cancelled(sql: job.statement.sql)))
            return proceed(connection, at: now)
        }
        poller.remove(connection.descriptor)
        connection.loan = loan
        job.place = .running(connection)
        do throws(DedicatedThread.StartFailure) {
            try DedicatedThread.start(name: "apus-pg-copy") { [inbox, slot = connection.slot, lent = connection.lent] in
                inbox.send(.returned(slot: slot, job, loan.run(on: lent)))
            }
        } catch {
            let failure = DatabaseError(.other, message: "no thread could be started", sql: job.statement.sql)
            takeBack(connection, job, LoanOutcome(result: .failure(failure), isUsable: true), at: now)
        }
    }

    func takeBack(_ connection: Connection, _ job: Job, _ outcome: LoanOutcome, at now: Instant) {
        connection.loan = nil
        _ = connection.takeExchange()
        let result: Result<Rows, DatabaseError> =
            switch outcome.result {
            case .success(let count): .success(Rows(storage: EmptyStorage(), affectedCount: count))
            case .failure(let error): .failure(job.isCancelled ? .cancelled(sql: job.statement.sql) : error)
            }
        if let lease = connection.lease { noteFailure(of: result, lease, connection) }
        job.answer(result)
        guard outcome.isUsable, poller.add(connection.descriptor, token: connection.slot) else {
            return discard(connection, "it broke while it copied", at: now)
        }
        proceed(connection, at: now)
    }

    /// A rollback is coming: what still runs or waits in the transaction is in vain.
    func interrupt(_ lease: Lease, at now: Instant) {
        for job in lease.queue.withdraw(where: { _ in true }) {
            job.answer(.failure(.transactionEnded(sql: job.statement.sql)))
        }
        guard let connection = lease.connection, connection.exchange != nil || connection.loan != nil else { return }
        connection.loan?.interrupt()
        connection.cancellation.request(at: now, patience: configuration.cancellationTimeout)
    }

    func settleTransaction(_ connection: Connection, _ exchange: Exchange, at now: Instant) {
        guard let lease = connection.lease, let entry = exchange.entries.first else { return }
        let job = entry.job
        let result = exchange.result(0)
        if lease.hasChangedSchema, [.commit, .rollback].contains(job.kind) { catalog.schemaChanged() }
        switch job.kind {
        case .begin:
            if !connection.isInTransaction {
                detach(lease, from: connection)
                job.answer(result)
            } else if job.isCancelled {
                job.answer(.failure(.cancelled(sql: job.statement.sql)))
                submit(Job(.rollback, .rollback, in: lease), at: now)
            } else {
                job.answer(result)
            }
        case .statement:
            if !connection.isInTransaction {
                detach(lease, from: connection)
                let message = "a statement must not end the transaction: return from its closure, or throw"
                job.answer(.failure(DatabaseError(.misuse, message: message, sql: job.statement.sql)))
            } else {
                if job.changesSchema {
                    lease.hasChangedSchema = true
                    catalog.schemaChanged()
                }
                noteFailure(of: result, lease, connection)
                job.answer(result)
            }
        case .commit:
            let failure = lease.failure
            if connection.isInTransaction { return discard(connection, "the transaction did not end", at: now) }
            detach(lease, from: connection)
            let isUndone = entry.error == nil && entry.storage?.commandTag?.isCommand("COMMIT") != true
            job.answer(isUndone ? .failure(.undone(by: failure)) : result)
        case .loan:
            job.answer(result)
        case .rollback:
            if connection.isInTransaction { return discard(connection, "the transaction did not end", at: now) }
            detach(lease, from: connection)
            job.answer(.success(EmptyStorage.rows))
        }
        proceed(connection, at: now)
    }

    /// Remembers why the server refuses further statements, for as long as it does.
    private func noteFailure(of result: Result<Rows, DatabaseError>, _ lease: Lease, _ connection: Connection) {
        guard connection.isTransactionFailed else {
            lease.failure = nil
            return
        }
        if lease.failure == nil, case .failure(let error) = result { lease.failure = error }
    }

    private func detach(_ lease: Lease, from connection: Connection) {
        connection.lease = nil
        end(lease)
    }

    func end(_ lease: Lease) {
        lease.connection = nil
        for job in lease.queue.close() { job.answer(.failure(refusal(of: job, in: lease))) }
    }

    func refusal(of job: Job, in lease: Lease) -> DatabaseError {
        guard lease.isBroken else { return .transactionEnded(sql: job.statement.sql) }
        return DatabaseError(
            .closed,
            message: "the transaction was undone when its connection broke",
            sql: job.statement.sql
        )
    }
}
