import Testing

@testable import ApusWebSocket

@Suite final class SessionTests {
    private let start = ContinuousClock.now
    private var session: WebSocketSession

    init() {
        session = WebSocketSession(
            timeouts: WebSocketSession.Timeouts(message: .seconds(30), ping: .seconds(20), close: .seconds(5)),
            now: start
        )
    }

    private func after(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

    private func tick(at seconds: Int) -> WebSocketSession.Action { session.tick(now: after(seconds)) }

    @Test func pingsASilentClientOnceAndThenCuts() {
        #expect(tick(at: 19) == .none)
        #expect(tick(at: 20) == .ping)
        #expect(tick(at: 21) == .none)
        #expect(tick(at: 39) == .none)
        #expect(tick(at: 40) == .cut)
    }

    @Test func aClientIsNotCutBeforeItHadTheTimeToAnswer() {
        #expect(tick(at: 1000) == .ping)
        #expect(tick(at: 1019) == .none)
        #expect(tick(at: 1020) == .cut)
    }

    @Test func aPingBeforeAPauseMeansNothingAfterIt() {
        #expect(tick(at: 20) == .ping)
        session.hold()
        session.resume(now: after(100))
        #expect(tick(at: 119) == .none)
        #expect(tick(at: 120) == .ping)
    }

    @Test func anySignOfLifeCounts() {
        #expect(tick(at: 20) == .ping)
        session.received(isInsideMessage: false, now: after(25))
        #expect(tick(at: 44) == .none)
        #expect(tick(at: 45) == .ping)
    }

    @Test func theSilenceOfAClientThatIsNotReadFromMeansNothing() {
        session.hold()
        #expect(tick(at: 100) == .none)
        session.resume(now: after(100))
        #expect(tick(at: 119) == .none)
        #expect(tick(at: 120) == .ping)
    }

    @Test func aMessageMayTakeItsTimeAndNoMore() {
        session.received(isInsideMessage: true, now: after(1))
        session.received(isInsideMessage: true, now: after(20))
        #expect(tick(at: 30) == .none)
        let failure = WebSocketFailure(code: .policyViolation, reason: "A message took too long.")
        session.received(isInsideMessage: true, now: after(31))
        #expect(tick(at: 31) == .close(failure))
    }

    @Test func eachMessageHasItsOwnTime() {
        session.received(isInsideMessage: true, now: after(0))
        session.receivedMessage()
        session.received(isInsideMessage: true, now: after(29))
        #expect(tick(at: 40) == .none)
    }

    @Test func waitsForTheAnswerToItsCloseFrame() {
        let close = WebSocketClose(code: .normal, reason: "")
        let isFirst = session.startClosing(close, now: after(0))
        let isSecond = session.startClosing(close, now: after(1))
        #expect(isFirst && !isSecond)
        #expect(tick(at: 4) == .none)
        #expect(tick(at: 5) == .cut)
        let isAnswered = session.receivedClose(WebSocketClose(code: .goingAway, reason: ""))
        #expect(!isAnswered)
        #expect(session.close == close)
        #expect(session.phase == .closed)
    }

    @Test func answersACloseFrame() {
        let close = WebSocketClose(code: .goingAway, reason: "bye")
        let isAnswered = session.receivedClose(close)
        #expect(isAnswered)
        #expect(session.close == close)
        #expect(tick(at: 1000) == .none)
    }

    @Test func noticesALostConnection() {
        session.ended()
        #expect(session.close == WebSocketClose(code: nil, reason: "The connection was lost."))
    }
}
