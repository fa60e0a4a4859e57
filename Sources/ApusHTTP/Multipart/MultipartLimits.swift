/// How much of a form with files is read.
public struct MultipartLimits: Sendable, Hashable {
    /// The most parts.
    public var parts: Int

    /// The most bytes of the header of a part.
    public var headerBytes: Int

    /// The most bytes of the content of a part.
    public var partBytes: Int

    /// The most bytes of the whole body. The server's own limit,
    /// 16 MiB unless `ServerConfiguration.maximumBodyBytes` says otherwise, comes first.
    public var totalBytes: Int

    /// Makes limits.
    ///
    /// - Parameters:
    ///   - parts: The most parts.
    ///   - headerBytes: The most bytes of the header of a part.
    ///   - partBytes: The most bytes of the content of a part.
    ///   - totalBytes: The most bytes of the whole body.
    public init(
        parts: Int = 1_000,
        headerBytes: Int = 8 * 1024,
        partBytes: Int = 16 * 1024 * 1024,
        totalBytes: Int = 64 * 1024 * 1024
    ) {
        self.parts = parts
        self.headerBytes = headerBytes
        self.partBytes = partBytes
        self.totalBytes = totalBytes
    }

    /// 1,000 parts with 8 KiB of header each, 16 MiB for one, 64 MiB for all.
    public static let standard = MultipartLimits()
}
