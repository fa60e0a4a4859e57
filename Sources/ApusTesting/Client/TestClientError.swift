/// A response that is not what the test has asked for: no WebSocket, no stream of events, or no HTTP at all.
public struct TestClientError: Error, CustomStringConvertible {
    /// What is wrong.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
