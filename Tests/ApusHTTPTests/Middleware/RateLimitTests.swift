import HTTPTypes
import NIOCore
import Synchronization
import Testing

@testable import ApusHTTP

@Suite struct RateLimitCountTests {
    /// The decisions on requests at these seconds.
    private func decisions(_ policy: RateLimitPolicy, at seconds: [Double]) -> [Bool] {
        var count = RateLimitCount(policy, now: .seconds(seconds[0]))
        return seconds.map { count.take(policy, now: .seconds($0)).isAllowed }
    }

    @Test func aBucketAllowsABurstAndThenTheMean() throws {
        let policy = try RateLimitPolicy(3, per: .seconds(30))
        #expect(
            decisions(policy, at: [5, 5, 5, 5, 14, 15, 15, 25, 34, 1_000, 1_000, 1_000, 1_000])
                == [true, true, true, false, false, true, false, true, false, true, true, true, false]
        )
    }

    @Test func aBucketSaysWhatIsLeftAndWhenThereIsMore() throws {
        let policy = try RateLimitPolicy(2, per: .seconds(20))
        var count = RateLimitCount(policy, now: .zero)
        #expect(count.take(policy, now: .zero) == RateLimitDecision(isAllowed: true, remaining: 1, reset: .seconds(10)))
        #expect(count.take(policy, now: .zero) == RateLimitDecision(isAllowed: true, remaining: 0, reset: .seconds(20)))
        #expect(
            count.take(policy, now: .seconds(5))
                == RateLimitDecision(isAllowed: false, remaining: 0, reset: .seconds(5))
        )
    }

    @Test func aSlidingWindowHasNoSeam() throws {
        let policy = try RateLimitPolicy(4, per: .seconds(10), algorithm: .slidingWindow)
        // Four at the end of a window would let four more in at the start of the next, if it stood by itself.
        #expect(decisions(policy, at: [9, 9, 9, 9, 9]) == [true, true, true, true, false])
        #expect(decisions(policy, at: [9, 9, 9, 9, 11, 12.5, 12.5]) == [true, true, true, true, false, true, false])
        #expect(
            decisions(policy, at: [9, 9, 9, 9, 30, 30, 30, 30, 30]) == [
                true, true, true, true, true, true, true, true, false,
            ]
        )
    }

    @Test func afterTheWaitARequestIsAllowed() throws {
        for algorithm in [RateLimitPolicy.Algorithm.tokenBucket, .slidingWindow] {
            let policy = try RateLimitPolicy(5, per: .seconds(60), algorithm: algorithm)
            var count = RateLimitCount(policy, now: .zero)
            var now = Duration.zero
            var allowed = 0
            for step in 0..<2_000 {
                let decision = count.take(policy, now: now)
                if decision.isAllowed {
                    allowed += 1
                    now += .milliseconds(step * 37 % 5_000)
                } else {
                    #expect(decision.reset > .zero)
                    // A moment more, for the rounding of floating-point numbers.
                    now += decision.reset + .microseconds(1)
                    let retry = count.take(policy, now: now)
                    #expect(retry.isAllowed, "\(algorithm) at \(now)")
                    allowed += 1
                }
            }
            #expect(Double(allowed) <= 5 * (now / .seconds(60) + 2))
        }
    }

    @Test func aClockThatStandsStillOrGoesBackGivesNothingAway() throws {
        for algorithm in [RateLimitPolicy.Algorithm.tokenBucket, .slidingWindow] {
            let policy = try RateLimitPolicy(1, per: .seconds(10), algorithm: algorithm)
            var count = RateLimitCount(policy, now: .seconds(100))
            #expect(count.take(policy, now: .seconds(100)).isAllowed)
            #expect(!count.take(policy, now: .seconds(90)).isAllowed)
            #expect(!count.take(policy, now: .seconds(100)).isAllowed)
        }
    }

    @Test func badPoliciesAreRefused() {
        #expect(throws: MiddlewareError.self) { try RateLimitPolicy(0, per: .seconds(1)) }
        #expect(throws: MiddlewareError.self) { try RateLimitPolicy(1, per: .milliseconds(999)) }
        #expect(throws: MiddlewareError.self) { try RateLimitPolicy(1, per: .seconds(1), name: "a\"\r\nb") }
        #expect(throws: MiddlewareError.self) { try RateLimitPolicy(1, per: .seconds(1), name: "") }
    }
}

@Suite struct RateLimitTests {
    private static let rateLimit = HTTPField.Name("RateLimit") ?? .via
    private static let policy = HTTPField.Name("RateLimit-Policy") ?? .via

    /// A store whose clock stands still.
    private func store(_ maximumClients: Int = 1_000) -> MemoryRateLimitStore {
        MemoryRateLimitStore(maximumClients: maximumClients) { .seconds(1_000) }
    }

    private func responder(_ middleware: any Middleware) throws -> Responder {
        let router = Router()
        router.use(middleware)
        router.get("/") { _ in "done" }
        return try router.compile()
    }

    private func request(from address: String) throws -> Request {
        Request(remoteAddress: try SocketAddress(ipAddress: address, port: 1))
    }

    @Test func everyResponseSaysWhatIsLeft() async throws {
        let responder = try responder(RateLimit(try RateLimitPolicy(2, per: .seconds(60)), store: store()))
        var lines: [String] = []
        for _ in 0..<3 {
            let response = await responder.respond(to: try request(from: "192.0.2.1"))
            #expect(response.headers[Self.policy] == #""default";q=2;w=60"#)
            lines.append(
                "\(response.status.code) \(response.headers[Self.rateLimit] ?? "") \(response.headers[.retryAfter] ?? "")"
            )
        }
        #expect(lines == [#"200 "default";r=1;t=30 "#, #"200 "default";r=0;t=60 "#, #"429 "default";r=0;t=30 30"#])
        let other = await responder.respond(to: try request(from: "192.0.2.2"))
        #expect(other.status == .ok)
    }

    @Test func aThousandAddressesOfOneIPv6NetworkAreOneClient() async throws {
        let responder = try responder(RateLimit(try RateLimitPolicy(10, per: .seconds(60)), store: store()))
        var allowed = 0
        for index in 0..<1_000 {
            let address = "2001:db8:1:2:\(String(index * 65_521, radix: 16).suffix(4)):\(String(index, radix: 16))::1"
            let response = await responder.respond(to: try request(from: address))
            if response.status == .ok { allowed += 1 }
        }
        #expect(allowed == 10)
        #expect(await responder.respond(to: try request(from: "2001:db8:1:3::1")).status == .ok)
    }

    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8::1", "20:1:d:b8:0:0:0:0"),
        ("2001:db8::ffff:0:0:1", "20:1:d:b8:0:0:0:0"), ("::1", "0:0:0:0:0:0:0:0"),
    ])
    func aClientIsAnAddressOrANetwork(_ address: String, _ key: String) throws {
        #expect(try request(from: address).clientKey == key)
    }

    @Test func aForgedHeaderMakesNobodyElse() async throws {
        let responder = try responder(RateLimit(try RateLimitPolicy(1, per: .seconds(60)), store: store()))
        var statuses: [Int] = []
        for index in 0..<3 {
            let headers: HeaderFields = [
                HTTPField.Name("X-Forwarded-For") ?? .via: "198.51.100.\(index)",
                HTTPField.Name("Forwarded") ?? .via: "for=198.51.100.\(index)",
            ]
            let address = try SocketAddress(ipAddress: "192.0.2.1", port: index + 1)
            let response = await responder.respond(to: Request(headers: headers, remoteAddress: address))
            statuses.append(response.status.code)
        }
        #expect(statuses == [200, 429, 429])
    }

    @Test func theStoreForgetsThoseWhoAreAwayLongest() throws {
        let store = store(100)
        let policy = try RateLimitPolicy(1, per: .seconds(60))
        #expect(store.take("first", policy: policy).isAllowed)
        for index in 0..<10_000 {
            _ = store.take("client \(index) \(String(repeating: "x", count: index % 1_000))", policy: policy)
            #expect(store.count <= 100)
            // Who keeps asking is kept.
            #expect(!store.take("first", policy: policy).isAllowed)
        }
    }

    @Test func policiesOfAStoreAreCountedApart() throws {
        let store = store()
        let one = try RateLimitPolicy(1, per: .seconds(60), name: "one")
        let two = try RateLimitPolicy(1, per: .seconds(60), algorithm: .slidingWindow, name: "two")
        #expect(store.take("a", policy: one).isAllowed)
        #expect(store.take("a", policy: two).isAllowed)
        #expect(!store.take("a", policy: two).isAllowed)
    }

    @Test(arguments: [(RateLimit.Failure.allow, 200), (.refuse, 503)])
    func aStoreThatFailsIsLogged(_ failure: RateLimit.Failure, _ status: Int) async throws {
        struct Broken: RateLimitStore {
            struct Down: Error {}
            func take(_ key: String, policy: RateLimitPolicy) async throws -> RateLimitDecision { throw Down() }
        }
        let log = LogRecorder()
        let policy = try RateLimitPolicy(1, per: .seconds(60))
        let responder = try responder(RateLimit(policy, store: Broken(), onFailure: failure))
        let response = await responder.respond(to: Request(logger: log.logger))
        #expect(response.status.code == status)
        #expect(log.lines.first?.contains("The store of rate limits cannot be asked error=Down()") == true)
    }

    @Test func aRequestWithoutAKeyIsNotCounted() async throws {
        let policy = try RateLimitPolicy(1, per: .seconds(60))
        let responder = try responder(RateLimit(policy, store: store(), by: { $0.headers[.authorization] }))
        for _ in 0..<3 {
            let response = await responder.respond(to: Request())
            #expect(response.status == .ok)
            #expect(!response.headers.contains(Self.rateLimit))
        }
        let headers: HeaderFields = [.authorization: "key"]
        #expect(await responder.respond(to: Request(headers: headers)).status == .ok)
        #expect(await responder.respond(to: Request(headers: headers)).status == .tooManyRequests)
    }
}
