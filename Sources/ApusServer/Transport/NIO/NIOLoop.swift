import NIOCore

/// An event loop of NIO as a ``Loop``.
final class NIOLoop: Loop {
    let eventLoop: any EventLoop

    init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    var isCurrent: Bool { eventLoop.inEventLoop }

    func execute(_ work: @escaping @Sendable () -> Void) {
        eventLoop.execute(work)
    }

    func every(_ interval: Duration, _ work: @escaping () -> Void) -> Ticker {
        let ticker = Ticker()
        let interval = TimeAmount(interval)
        let bound = NIOLoopBound((ticker, work), eventLoop: eventLoop)
        eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { task in
            let (ticker, work) = bound.value
            if ticker.isCancelled { task.cancel() } else { work() }
        }
        return ticker
    }
}
