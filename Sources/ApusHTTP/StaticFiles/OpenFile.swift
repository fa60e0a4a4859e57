import ApusCore
import CFileAccess
import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A regular file that is open for reading, until nobody uses it.
final class OpenFile: Sendable {
    /// How many bytes are read at once.
    private static let pieceBytes = 64 * 1024

    private let descriptor: Int32

    /// The length in bytes when it was opened.
    let length: Int

    /// The time of the last change, in seconds and nanoseconds.
    let changed: (seconds: Int, nanoseconds: Int)

    private init(_ descriptor: Int32, _ status: stat) {
        self.descriptor = descriptor
        length = Int(status.st_size)
        #if canImport(Darwin)
            changed = (status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec)
        #else
            changed = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
        #endif
    }

    deinit {
        close(descriptor)
    }

    /// What `descriptor` is; takes it over.
    static func opening(_ descriptor: Int32) -> Folder.Opening {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            close(descriptor)
            return .missing
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            return .file(OpenFile(descriptor, status))
        case S_IFDIR:
            close(descriptor)
            return .folder
        default:
            close(descriptor)
            return .missing
        }
    }

    /// The validators of the file as it was opened: the tag is made of its time of change and its length, which are the
    /// same on all servers that have the same copy.
    ///
    /// - Parameter coding: The content coding in which the file is, if it is compressed.
    func validators(coding: String?) -> Validators {
        let parts = [changed.seconds, changed.nanoseconds, length].map { String($0, radix: 36) }
        return Validators(
            entityTag: EntityTag((parts + (coding.map { [$0] } ?? [])).joined(separator: ".")),
            lastModified: HTTPDate(secondsSince1970: changed.seconds)
        )
    }

    /// Writes the bytes of a range, without making the event loop wait for the disk.
    func write(_ range: Range<Int>, to writer: BodyWriter) async throws {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let count = min(range.upperBound - offset, Self.pieceBytes)
            let piece = try read(count, at: offset, cachedOnly: true)
            guard let bytes = if let piece { piece } else { try await readBlocking(count, at: offset) },
                bytes.readableBytes > 0
            else { throw FileChanged() }
            try await writer.write(bytes)
            offset += bytes.readableBytes
        }
    }

    private func readBlocking(_ count: Int, at offset: Int) async throws -> ByteBuffer? {
        try await BlockingWork.run { try self.read(count, at: offset, cachedOnly: false) }
    }

    /// Reads some bytes; nil when it would have to wait for the disk and may not.
    private func read(_ count: Int, at offset: Int, cachedOnly: Bool) throws -> ByteBuffer? {
        var bytes = ByteBuffer()
        var result = 0
        try bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { room in
            repeat {
                if cachedOnly {
                    result = apus_read_cached(descriptor, room.baseAddress, count, off_t(offset))
                } else {
                    result = pread(descriptor, room.baseAddress, count, off_t(offset))
                    if result < 0 { result = -Int(errno) }
                }
            } while result == -Int(EINTR)
            if result < 0, !cachedOnly { throw ReadFailure(errorCode: Int32(-result)) }
            return max(result, 0)
        }
        return result < 0 ? nil : bytes
    }

    /// A file that is shorter now than it was when it was opened: the response cannot be completed.
    private struct FileChanged: Error {}

    /// The system's error when a file was read.
    private struct ReadFailure: Error {
        let errorCode: Int32
    }
}
