import ApusCore
import Logging

/// Adds the request id to what another handler writes, at the moment it writes it: a message below the level costs
/// neither the text of the id nor a dictionary.
struct RequestLogHandler: LogHandler {
    var base: any LogHandler
    let id: RequestID

    var logLevel: Logger.Level {
        get { base.logLevel }
        set { base.logLevel = newValue }
    }

    var metadata: Logger.Metadata {
        get { base.metadata }
        set { base.metadata = newValue }
    }

    var metadataProvider: Logger.MetadataProvider? {
        get { base.metadataProvider }
        set { base.metadataProvider = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { base[metadataKey: key] }
        set { base[metadataKey: key] = newValue }
    }

    func log(event: LogEvent) {
        var event = event
        var metadata = event.metadata ?? [:]
        metadata["request_id"] = .string(id.description)
        event.metadata = metadata
        base.log(event: event)
    }
}
