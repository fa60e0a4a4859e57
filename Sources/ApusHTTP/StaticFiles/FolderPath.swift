/// The place of a file below a folder, read from the path of a request.
struct FolderPath {
    /// The decoded segments, none of them special.
    let segments: [String]

    /// Whether the path names a folder: it ends with a slash or is empty.
    let isFolder: Bool

    /// Reads the rest of a path after its prefix; nil when it can name no file.
    ///
    /// Each segment is decoded once, and taken as a name. What a file system would give a meaning, `.` and `..`, a
    /// slash or NUL inside of a segment, is refused, as are control characters, backslashes and all names that begin
    /// with a dot but `.well-known` (RFC 8615), which hold what is not meant to be seen.
    ///
    /// - Parameter path: The percent-encoded path, which begins with a slash or is empty.
    init?(_ path: Substring) {
        var segments: [String] = []
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        isFolder = parts.last?.isEmpty ?? true
        if isFolder { parts = parts.dropLast() }
        for part in parts {
            guard let name = Self.name(part), name.first != "." || (segments.isEmpty && name == ".well-known")
            else { return nil }
            segments.append(name)
        }
        self.segments = segments
    }

    /// The path in the form of the file system, with one more segment if the path names a folder.
    func relativePath(index: String) -> String {
        (isFolder ? segments + [index] : segments).joined(separator: "/")
    }

    private static func name(_ segment: Substring) -> String? {
        var segment = segment
        let name = segment.withUTF8 { bytes in
            PercentEncoding.decode(UnsafeRawBufferPointer(bytes), plusIsSpace: false)
        }
        guard let name, !name.isEmpty, name.utf8.count <= 255 else { return nil }
        let isPlain = name.utf8.allSatisfy { byte in
            byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "/") && byte != UInt8(ascii: "\\")
        }
        return isPlain ? name : nil
    }
}
