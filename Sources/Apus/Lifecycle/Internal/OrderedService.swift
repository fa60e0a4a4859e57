import ServiceLifecycle

/// A service that is started only when those before it have been.
struct OrderedService: Service {
    let service: any Service
    /// Opens when the service before it runs.
    let turn: StartGate
    /// Opened when this one runs.
    let next: StartGate

    func run() async throws {
        await turn.wait()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            // Runs here and now until it first waits for something.
            tasks.addImmediateTask { try await service.run() }
            next.open()
            try await tasks.waitForAll()
        }
    }
}
