#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ServerConfiguration {
    /// A configuration with the default limits that listens where the environment variables `HOST` and `PORT` say, or
    /// at `127.0.0.1:8080`.
    ///
    /// - Throws: ``ServerError`` when `PORT` is not a number from 0 to 65535.
    public static func fromEnvironment() throws(ServerError) -> ServerConfiguration {
        var configuration = ServerConfiguration()
        if let host = getenv("HOST").map({ String(cString: $0) }), !host.isEmpty {
            configuration.host = host
        }
        if let text = getenv("PORT").map({ String(cString: $0) }), !text.isEmpty {
            guard let port = UInt16(text) else {
                throw ServerError(
                    code: .invalidConfiguration,
                    message: "PORT must be a number from 0 to 65535, but is \"\(text)\"."
                )
            }
            configuration.port = Int(port)
        }
        return configuration
    }
}
