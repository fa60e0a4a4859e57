package import Logging
package import NIOCore

/// What the requests of one connection have in common.
package final class ConnectionInfo: Sendable {
    package let remoteAddress: SocketAddress?
    package let isSecure: Bool
    package let logger: Logger

    package init(remoteAddress: SocketAddress?, isSecure: Bool = false, logger: Logger) {
        self.remoteAddress = remoteAddress
        self.isSecure = isSecure
        self.logger = logger
    }
}
