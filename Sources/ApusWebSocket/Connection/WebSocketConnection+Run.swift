import ApusHTTP

extension WebSocketConnection {
    private enum End {
        case reading
        case writing
        case handler
        case watching
        /// A handler has not returned in time.
        case patience
    }

    /// Runs the connection until it has been closed.
    ///
    /// - Parameters:
    ///   - input: The bytes of the client.
    ///   - output: Where bytes for the client go.
    ///   - handler: Handles the messages.
    /// - Throws: `CancellationError` when the connection has to be cut, because the client has gone or does not answer.
    func run(
        input: RequestBody,
        output: BodyWriter,
        handler: @escaping @Sendable (WebSocketConnection) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: End.self) { group in
            group.addTask {
                await self.read(input)
                return .reading
            }
            group.addTask {
                try await self.write(output)
                return .writing
            }
            group.addTask {
                if await self.watch() { throw CancellationError() }
                return .watching
            }
            group.addTask {
                await self.handle(handler)
                return .handler
            }
            var awaited: Set<End> = [.reading, .writing, .handler]
            while !awaited.isEmpty, let end = try await group.next() {
                awaited.remove(end)
                if end == .reading, awaited.contains(.handler) {
                    group.addTask { [configuration] in
                        try? await Task.sleep(for: configuration.closeTimeout)
                        return .patience
                    }
                }
                if end == .patience { group.cancelAll() }
            }
            group.cancelAll()
        }
    }

    private func handle(_ handler: @Sendable (WebSocketConnection) async throws -> Void) async {
        do {
            try await handler(self)
            startClosing(.normal, reason: "")
        } catch {
            startClosing(Task.isCancelled ? .goingAway : .internalError, reason: "")
        }
        // Messages that still come are dropped, up to the client's close frame.
        received.finish()
    }
}
