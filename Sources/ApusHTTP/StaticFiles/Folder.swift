import CFileAccess

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An open folder out of which nothing leads.
final class Folder: Sendable {
    private let descriptor: Int32
    private let usesOpenat2: Bool

    /// Opens a folder.
    ///
    /// - Parameters:
    ///   - path: Where it is.
    ///   - usesOpenat2: Whether to use the system call that knows about ways out, where there is one; without it,
    ///     no symbolic link is followed.
    init(_ path: String, usesOpenat2: Bool = true) throws(MiddlewareError) {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        self.usesOpenat2 = usesOpenat2
        guard descriptor >= 0 else {
            throw MiddlewareError("The folder \"\(path)\" cannot be opened: \(String(cString: strerror(errno))).")
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// A file to read, or why there is none.
    enum Opening {
        case file(OpenFile)
        case folder
        case missing
        /// The system would have to wait for the disk.
        case wouldBlock
    }

    /// Opens a file below the folder.
    ///
    /// - Parameters:
    ///   - path: Where it is, in segments that are plain names.
    ///   - cachedOnly: Whether not to wait for the disk.
    func openFile(_ path: String, cachedOnly: Bool) -> Opening {
        var file: Int32 = -ENOSYS
        if usesOpenat2 {
            repeat { file = apus_open_beneath(descriptor, path, cachedOnly ? 1 : 0) } while file == -EINTR
        }
        switch file {
        case 0...:
            return OpenFile.opening(file)
        case -EAGAIN where cachedOnly:
            return .wouldBlock
        case -EINVAL where cachedOnly:
            // A kernel that is too old to be asked for what is in memory.
            return .wouldBlock
        case -ENOSYS, -EPERM:
            // An old kernel, or a sandbox that knows nothing of the call.
            return cachedOnly ? .wouldBlock : openStepByStep(path)
        default:
            return .missing
        }
    }

    /// Opens one folder after the other, none of them through a symbolic link.
    private func openStepByStep(_ path: String) -> Opening {
        let segments = path.split(separator: "/")
        var folder = descriptor
        defer { if folder != descriptor { close(folder) } }
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | (isLast ? 0 : O_DIRECTORY)
            let next = openat(folder, String(segment), flags)
            guard next >= 0 else { return .missing }
            if isLast { return OpenFile.opening(next) }
            if folder != descriptor { close(folder) }
            folder = next
        }
        return .folder
    }
}
