import ApusServer
import Logging
import ServiceLifecycle
import UnixSignals

/// Runs an application's services and its server until they are told to stop, or one of them fails.
struct Lifecycle {
    private let group: ServiceGroup
    private let logger: Logger

    init(_ app: AppBuilder, _ server: Server) {
        let server = ServerService(
            server: server,
            healths: app.healths,
            delay: app.loaded.standard.shutdownDelay
        )
        let all = app.services + [server]
        let gates = (0...all.count).map { _ in StartGate() }
        gates[0].open()
        let services = all.enumerated().map { position, service in
            ServiceGroupConfiguration.ServiceConfiguration(
                service: OrderedService(service: service, turn: gates[position], next: gates[position + 1]),
                successTerminationBehavior: position < app.services.count ? .ignore : .gracefullyShutdownGroup,
                failureTerminationBehavior: .gracefullyShutdownGroup,
                serviceName: "\(type(of: service))"
            )
        }
        var configuration = ServiceGroupConfiguration(services: services, logger: app.logger)
        configuration.maximumGracefulShutdownDuration =
            app.loaded.standard.shutdownDelay + app.loaded.standard.shutdownTimeout
        group = ServiceGroup(configuration: configuration)
        logger = app.logger
    }

    /// Runs until SIGTERM or SIGINT, or until a service ends or fails. A second signal cancels what still runs.
    ///
    /// - Throws: The error of the service that failed first.
    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            tasks.addTask { [group, logger] in
                var isStopping = false
                for await signal in signals {
                    if isStopping { throw SecondSignal() }
                    isStopping = true
                    logger.info("Stopping", metadata: ["signal": "\(signal)"])
                    await group.triggerGracefulShutdown()
                }
                // Only cancellation ends the signals: the services have ended, and so this task has nothing to say.
                try await Task.sleep(for: .seconds(86_400))
            }
            defer { tasks.cancelAll() }
            do {
                try await tasks.next()
            } catch is SecondSignal {
                logger.warning("Stopping at once")
            }
        }
    }

    private struct SecondSignal: Error {}
}
