import ApusSQL

extension Inbox {
    /// Has a job done. When the task is cancelled, the statement is stopped.
    func perform(_ job: Job) async throws(DatabaseError) -> Rows {
        let result = await withTaskCancellationHandler {
            await submit(job)
        } onCancel: {
            send(.cancel(job))
        }
        return try result.get()
    }

    /// Has a job done, whether the task is cancelled or not.
    func performToTheEnd(_ job: Job) async throws(DatabaseError) -> Rows {
        try await submit(job).get()
    }

    private func submit(_ job: Job) async -> Result<Rows, DatabaseError> {
        await withCheckedContinuation { continuation in
            job.continuation = continuation
            if !send(.submit(job)) { job.answer(.failure(.closed(sql: job.statement.sql))) }
        }
    }
}
