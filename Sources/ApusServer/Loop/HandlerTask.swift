import ApusHTTP

/// A task that runs handlers on an event loop, one after the other: when one has been answered, the task waits for the
/// next request, which costs much less than to make a new task for it.
///
/// Everything but the handlers themselves happens on the loop.
final class HandlerTask {
    /// A request and the connection that waits for its response.
    struct Exchange {
        let connection: HTTPConnection
        let request: Request
    }

    private var exchange: Exchange?
    private var continuation: UnsafeContinuation<Void, Never>?
    private var task: Task<Void, Never>?

    /// Starts to answer. When the handler need not wait for anything, it has been answered when this returns.
    ///
    /// - Returns: The task, which can be cancelled; it is not used again then.
    func run(_ exchange: Exchange, on loop: ServerLoop) -> Task<Void, Never>? {
        self.exchange = exchange
        if let continuation {
            self.continuation = nil
            loop.executor.runNow { continuation.resume() }
        } else {
            let bound = LoopBound((self, loop), on: loop.loop)
            task = Task.immediate(executorPreference: loop.executor) { await HandlerTask.run(bound) }
        }
        // A task that already waits for the next request must not be cancelled for this one.
        return continuation == nil ? task : nil
    }

    /// Ends the task, which must be waiting.
    func end() {
        continuation?.resume()
        continuation = nil
    }

    // The task prefers the executor of the loop, so it is on the loop wherever it uses `bound`, whatever a handler has
    // waited for.
    private static func run(_ bound: LoopBound<(HandlerTask, ServerLoop)>) async {
        let responder = bound.value.1.responder
        while true {
            // A scope of its own, so that a task that waits does not keep its last request.
            do {
                guard let exchange = bound.value.0.take() else { return }
                let connection = LoopBound(exchange.connection, on: bound.loop)
                let id = exchange.request.id
                let response = await responder.respond(to: exchange.request)
                if let stream = connection.value.respond(response, id: id) {
                    do {
                        try await stream.produce(BodyWriter(HTTPConnection.sink(connection)))
                        try connection.value.finishStream()
                    } catch {
                        connection.value.failStream(error, id: id)
                    }
                }
            }
            guard !Task.isCancelled, bound.value.1.keep(bound.value.0) else { return }
            await withUnsafeContinuation { bound.value.0.continuation = $0 }
        }
    }

    private func take() -> Exchange? {
        defer { exchange = nil }
        return exchange
    }
}
