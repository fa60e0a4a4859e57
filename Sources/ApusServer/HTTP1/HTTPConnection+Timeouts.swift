import ApusHTTP
import NIOCore

extension HTTPConnection {
    /// What a deadline is for.
    enum Timeout {
        /// The handler is at work, or a body arrives, whose rate is watched.
        case none
        /// The next request has to begin.
        case idle
        /// The head of the request has to be complete.
        case head
        /// The client has to close its side.
        case linger
    }

    /// Sets the deadline for what the connection waits for now.
    func updateTimeout() {
        guard state.isIdle else { return }
        if timeout == .none {
            timeout = .idle
            deadline = loop.now + TimeAmount(loop.configuration.keepAliveTimeout)
        }
        if timeout == .idle, hasInput {
            timeout = .head
            deadline = loop.now + TimeAmount(loop.configuration.headerTimeout)
        }
    }

    /// Finishes the request that is being answered, if there is one, and closes.
    package func drain() {
        state.drain()
        if state.isIdle, !hasInput {
            timeout = .idle
            deadline = min(deadline, loop.now + TimeAmount(loop.configuration.shutdownIdleTimeout))
        }
    }

    /// Checks the timeouts; `interval` has passed since the last time.
    package func tick(_ interval: Duration) {
        let isClientTooSlow = isClientTooSlow(interval)
        // As long as a response is on its way, it is the client's speed that counts.
        if output.bufferedBytes > 0 { deadline = deadline + loop.sinceLastTick }
        if timeout != .none, loop.now >= deadline {
            if timeout == .head, hasInput {
                fail(.requestTimeout)
            } else {
                close()
            }
        } else if isBodyTooSlow(interval) {
            fail(.requestTimeout)
        } else if isClientTooSlow {
            close()
        }
    }

    private func isBodyTooSlow(_ interval: Duration) -> Bool {
        isWaitingForBody
            && bodyRate.advance(
                by: interval,
                period: loop.configuration.transferRatePeriod,
                minimum: loop.configuration.minimumTransferRate
            )
    }

    private func isClientTooSlow(_ interval: Duration) -> Bool {
        guard output.writtenBytes > 0 || output.bufferedBytes > 0 else { return false }
        let buffered = transport?.bufferedBytes ?? 0
        writeRate.record(output.bufferedBytes + output.writtenBytes - buffered)
        output.bufferedBytes = buffered
        output.writtenBytes = 0
        guard buffered > 0 else {
            writeRate = TransferRate()
            return false
        }
        return writeRate.advance(
            by: interval,
            period: loop.configuration.transferRatePeriod,
            minimum: loop.configuration.minimumTransferRate
        )
    }
}
