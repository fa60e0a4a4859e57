package import Logging
package import NIOCore

/// What the requests of one connection have in common.
package final class ConnectionInfo: Sendable {
    package let remoteAddress: SocketAddress?
    package let logger: Logger

    package init(remoteAddress: SocketAddress?, logger: Logger) {
        self.remoteAddress = remoteAddress
        self.logger = logger
    }
}
