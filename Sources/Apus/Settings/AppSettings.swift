/// The settings of an application: what whoever runs it decides, read once at start-up into a typed value.
///
/// ```swift
/// struct ShopSettings: AppSettings {
///     let uploads: String
///     let sessionKey: Secret
///     let pageSize: Int
///
///     init(_ settings: inout SettingsReader) {
///         uploads = settings.value("uploads.folder", default: "uploads", help: "Where uploaded files are kept.")
///         sessionKey = settings.value("session.key", help: "Signs the cookies of sessions.")
///         pageSize = settings.value("page.size", default: 20, help: "How many items a page has.")
///         settings.require((1...100).contains(pageSize), "page.size", "must be 1 to 100")
///     }
/// }
/// ```
///
/// A setting is found by its key in, first to last: an option of the command line (`--uploads-folder`), the environment
/// (`UPLOADS_FOLDER`), the file `.env` in the working directory, and a JSON file (`{"uploads": {"folder": …}}`).
///
/// An application names its settings as ``Application/Settings``; `--help` lists them then, and `config` prints what is in
/// effect. Everything that is missing or wrong is reported at once, before the application is configured.
public protocol AppSettings: Sendable {
    /// Reads the settings. This is also run without any source, to learn which settings there are, so it reads each of them
    /// every time, and does nothing else.
    init(_ settings: inout SettingsReader)
}

/// The settings of an application that has none of its own.
public struct NoSettings: AppSettings {
    /// Reads nothing.
    public init(_ settings: inout SettingsReader) {}
}
