import ApusServer
import Logging

/// The settings that every application has.
struct StandardSettings: AppSettings {
    let host: String
    let port: Int
    let databaseURL: Secret?
    let logLevel: Logger.Level
    let isDevelopment: Bool
    let shutdownDelay: Duration
    let shutdownTimeout: Duration

    init(_ settings: inout SettingsReader) {
        _ = settings.optional("config.file", as: String.self, help: "A JSON file of settings.")
        host = settings.value("host", default: "127.0.0.1", help: "The address to listen on.")
        port = settings.value("port", default: 8080, help: "The port to listen on; 0 lets the system choose.")
        settings.require((0...65_535).contains(port), "port", "must be from 0 to 65535")
        databaseURL = settings.optional(
            "database.url",
            help: "The database: postgres://user:password@host:port/name or sqlite:path. By default a SQLite file."
        )
        logLevel = settings.value("log.level", default: .info, help: "The least important level that is logged.")
        isDevelopment = settings.value(
            "development",
            default: false,
            help: "Whether errors are shown with what caused them. Not for the public."
        )
        shutdownDelay = settings.value(
            "shutdown.delay",
            default: .zero,
            help: "How long to go on serving after a signal to stop, for a load balancer to notice."
        )
        shutdownTimeout = settings.value(
            "shutdown.timeout",
            default: .seconds(30),
            help: "How long requests and services have to finish."
        )
    }
}
