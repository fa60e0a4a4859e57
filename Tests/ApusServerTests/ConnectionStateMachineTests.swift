import Testing

@testable import ApusServer

@Suite struct ConnectionStateMachineTests {
    /// A machine in a box, because expectations cannot change values.
    private final class Connection {
        var state = ConnectionStateMachine(discardLimit: 100)

        /// A connection on which a request has come and not been answered.
        static func answering(isPersistent: Bool = true, hasBody: Bool = false) -> Connection {
            let connection = Connection()
            connection.state.receivedHead(isPersistent: isPersistent, hasBody: hasBody)
            return connection
        }

        func respond(isComplete: Bool = true, endsWithConnection: Bool = false, unread: Int? = nil, waits: Bool = false)
            -> Bool
        {
            state.willRespond(
                isComplete: isComplete,
                endsWithConnection: endsWithConnection,
                unreadBytes: unread,
                clientWaits: waits
            )
        }

        func responded(hasMoreInput: Bool = false) -> ConnectionStateMachine.ResponseAction {
            state.responded(hasMoreInput: hasMoreInput)
        }

        func receivedBody(_ count: Int) -> ConnectionStateMachine.BodyAction { state.receivedBody(count) }
        func failed() -> ConnectionStateMachine.FailureAction { state.failed() }
        func inputEnded() -> ConnectionStateMachine.InputEndAction { state.inputEnded() }
    }

    @Test func requestsAreAnsweredOneAfterTheOther() {
        let connection = Connection()
        #expect(connection.state.isIdle && connection.state.canParse)
        connection.state.receivedHead(isPersistent: true, hasBody: false)
        #expect(!connection.state.canParse && connection.state.isAnswering)
        #expect(connection.respond())
        #expect(connection.responded(hasMoreInput: true) == .next)
        #expect(connection.state.isIdle && connection.state.canParse)
    }

    @Test func aClientThatClosesIsClosedAtOnceUnlessItHasSentMore() {
        var connection = Connection.answering(isPersistent: false)
        #expect(!connection.respond())
        #expect(connection.responded() == .close)
        connection = Connection.answering(isPersistent: false)
        #expect(!connection.respond())
        #expect(connection.responded(hasMoreInput: true) == .linger)
        #expect(connection.inputEnded() == .close)
    }

    @Test func theRestOfABodyIsDiscardedUpToALimit() {
        var connection = Connection.answering(hasBody: true)
        #expect(connection.receivedBody(10) == .deliver)
        #expect(connection.respond(unread: 90))
        #expect(connection.responded() == .discardBody)
        #expect(connection.receivedBody(60) == .discard)
        connection.state.receivedEnd()
        #expect(connection.state.isIdle)

        connection = Connection.answering(hasBody: true)
        #expect(connection.respond())
        #expect(connection.responded() == .discardBody)
        #expect(connection.receivedBody(101) == .close)

        connection = Connection.answering(hasBody: true)
        #expect(!connection.respond(unread: 101))
        #expect(connection.responded() == .linger)
    }

    @Test func aClientThatHoldsItsBodyBackIsClosed() {
        let connection = Connection.answering(hasBody: true)
        #expect(!connection.respond(unread: 5, waits: true))
        #expect(connection.responded() == .linger)
    }

    @Test func aBadRequestIsAnsweredOnce() {
        let connection = Connection()
        #expect(connection.failed() == .respond)
        #expect(!connection.respond())
        #expect(connection.responded() == .linger)
        #expect(connection.failed() == .close)
    }

    @Test func aBadBodyIsTheHandlersBusiness() {
        let connection = Connection.answering(hasBody: true)
        #expect(connection.failed() == .failBody)
        // What follows is neither parsed nor kept, whatever time the handler takes.
        #expect(!connection.state.canParse && connection.state.ignoresInput)
        #expect(!connection.respond())
        #expect(connection.responded() == .linger)
    }

    @Test func aClientThatGoesWhileAnsweringCancels() {
        var connection = Connection.answering()
        #expect(connection.inputEnded() == .cancel)
        #expect(!connection.respond())
        #expect(connection.responded() == .close)
        connection = Connection()
        #expect(connection.inputEnded() == .close)
    }

    @Test func drainingClosesAfterTheResponse() {
        var connection = Connection.answering()
        connection.state.drain()
        #expect(!connection.respond())
        #expect(connection.responded() == .linger)

        connection = Connection()
        connection.state.drain()
        connection.state.receivedHead(isPersistent: true, hasBody: false)
        #expect(!connection.respond())
    }

    @Test func aStreamToAnOldClientEndsWithTheConnection() {
        let connection = Connection.answering()
        #expect(!connection.respond(isComplete: false, endsWithConnection: true))
        #expect(connection.state.isAnswering)
        #expect(connection.responded() == .close)
    }
}

@Suite struct TransferRateTests {
    @Test func aPeriodWithTooFewBytesIsTooSlow() {
        var rate = TransferRate()
        rate.record(100)
        let seconds = (1...4).map { second in
            if second == 3 { rate.record(99) }
            return rate.advance(by: .seconds(1), period: .seconds(2), minimum: 50)
        }
        #expect(seconds == [false, false, false, true])
    }
}

@Suite struct DateLineTests {
    @Test(arguments: [
        (0, "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"),
        (784_111_777, "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"),
        (951_782_400, "Date: Tue, 29 Feb 2000 00:00:00 GMT\r\n"),
        (4_102_444_799, "Date: Thu, 31 Dec 2099 23:59:59 GMT\r\n"),
    ])
    func writesTheDate(_ seconds: Int, _ expected: String) {
        var line = DateLine()
        line.update(secondsSince1970: seconds)
        let bytes = [UInt8](unsafeUninitializedCapacity: 64) { room, count in
            var writer = ByteWriter(UnsafeMutableRawBufferPointer(room))
            line.write(to: &writer)
            count = writer.count
        }
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }
}
