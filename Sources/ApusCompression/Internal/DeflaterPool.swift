import NIOCore
import Synchronization

/// Keeps deflaters for the next response: each has a quarter of a megabyte, which costs more to get from the system than
/// a small response costs to compress.
final class DeflaterPool: Sendable {
    /// A deflater that can be kept in an array.
    final class Entry: Sendable {
        let format: CompressionFormat
        let level: Int
        private let deflater: Mutex<Deflater>

        init(_ format: CompressionFormat, level: Int) throws(CompressionError) {
            self.format = format
            self.level = level
            deflater = Mutex(try Deflater(format, level: level))
        }

        /// Goes back to the start, whatever has been compressed.
        func reset() {
            deflater.withLock { $0.reset() }
        }

        /// What comes out when `bytes` go in.
        func compress(_ bytes: ByteBuffer, flush: Deflater.Flush) throws(CompressionError) -> ByteBuffer {
            try deflater.withLock { deflater throws(CompressionError) in
                var output = ByteBuffer()
                try deflater.compress(bytes, into: &output, flush: flush)
                return output
            }
        }
    }

    static let shared = DeflaterPool(capacity: 16)

    private let capacity: Int
    private let free = Mutex<[Entry]>([])

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// A deflater at its start, which nobody else uses until it is given back.
    func take(_ format: CompressionFormat, level: Int) throws(CompressionError) -> Entry {
        let entry = free.withLock { free -> Entry? in
            guard let index = free.lastIndex(where: { $0.format == format && $0.level == level }) else { return nil }
            return free.remove(at: index)
        }
        if let entry { return entry }
        return try Entry(format, level: level)
    }

    /// Gives a deflater back, wherever it is in its stream.
    func giveBack(_ entry: Entry) {
        entry.reset()
        free.withLock { free in
            if free.count == capacity { free.removeFirst() }
            free.append(entry)
        }
    }

    /// Compresses what is there as a whole.
    func compress(_ bytes: ByteBuffer, _ format: CompressionFormat, level: Int) throws(CompressionError) -> ByteBuffer {
        let entry = try take(format, level: level)
        defer { giveBack(entry) }
        return try entry.compress(bytes, flush: .finish)
    }
}
