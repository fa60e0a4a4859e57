import NIOCore

/// What listens at an address and makes connections of the clients that come.
protocol Acceptor: Sendable {
    /// Where it listens.
    var address: SocketAddress { get }

    /// Stops listening, after all the connections that the system has already made for us have been accepted.
    func stop() async
}
