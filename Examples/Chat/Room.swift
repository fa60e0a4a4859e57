/// Those who are in a chat room, and what has been said there lately.
actor Room {
    struct Message: Sendable {
        let id: Int
        let author: String
        let text: String
    }

    /// How many messages are kept for those who come late, and for a reader that is slow. A slower one misses the oldest.
    private static let memory = 100

    private var said: [Message] = []
    private var nextID = 1
    private var readers: [Int: AsyncStream<Message>.Continuation] = [:]
    private var nextReader = 1

    /// Tells everybody.
    func say(_ text: String, by author: String) {
        let message = Message(id: nextID, author: author, text: text)
        nextID += 1
        said = said.suffix(Self.memory - 1) + [message]
        for reader in readers.values { reader.yield(message) }
    }

    /// What is said from now on, and before that what has been said after the message with the id `last`.
    func messages(after last: Int?) -> AsyncStream<Message> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Message.self,
            bufferingPolicy: .bufferingNewest(Self.memory)
        )
        if let last {
            for message in said where message.id > last { continuation.yield(message) }
        }
        let reader = nextReader
        nextReader += 1
        readers[reader] = continuation
        continuation.onTermination = { _ in Task { await self.leave(reader) } }
        return stream
    }

    private func leave(_ reader: Int) {
        readers[reader] = nil
    }
}
