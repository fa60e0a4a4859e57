/// What a `COPY … TO STDOUT` sends, in chunks of about 64 kilobytes that end with a row. The server waits while nobody takes
/// them.
public struct CopiedBytes: AsyncSequence, Sendable {
    let conduit: Conduit<[UInt8]>

    /// Takes chunks until there are no more.
    public struct Iterator: AsyncIteratorProtocol {
        let conduit: Conduit<[UInt8]>

        /// The next chunk; nil at the end, also after an error, which the copying function throws.
        public mutating func next() async -> [UInt8]? {
            guard case .element(let chunk) = await conduit.take() else { return nil }
            return chunk
        }

        /// The next chunk; nil at the end.
        public mutating func next(isolation actor: isolated (any Actor)?) async -> [UInt8]? {
            await next()
        }
    }

    /// Continues behind the chunks that were taken before.
    public func makeAsyncIterator() -> Iterator {
        Iterator(conduit: conduit)
    }
}
