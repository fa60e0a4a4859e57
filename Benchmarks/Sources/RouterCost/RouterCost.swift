import ApusHTTP
import CAllocations
import Glibc
import HTTPTypes

/// What matching costs: CPU time and allocations of a request, in process, with the 203 routes of GitHub's API and with one
/// route for everything. All else is the same, so that the difference is what it takes to find a route among 203.
///
/// Usage: `RouterCost [ROUNDS]`. Fails when matching takes a microsecond or allocates.
@main
struct RouterCost {
    struct Figures {
        var nanoseconds: Double
        var allocations: Double
    }

    static func main() async throws {
        let rounds = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 11
        let routes = RouteCorpus.gitHub
        let all = try responder(routes)
        let one = try responder(Set(routes.map(\.method)).map { ($0, "/{path...}") })
        let requests = routes.map { method, pattern in
            let path = pattern.replacing("{", with: "").replacing("}", with: "7")
            return Request(method: HTTPRequest.Method(method) ?? .get, target: path)
        }
        var figures: (all: [Figures], one: [Figures]) = ([], [])
        for _ in 0..<rounds {
            figures.all.append(await measure(all, requests))
            figures.one.append(await measure(one, requests))
        }
        let (many, single) = (median(figures.all), median(figures.one))
        let nanoseconds = many.nanoseconds - single.nanoseconds
        let allocations = many.allocations - single.allocations
        print("203 routes     \(Int(many.nanoseconds)) ns, \(rounded(many.allocations)) allocations per request")
        print("one route      \(Int(single.nanoseconds)) ns, \(rounded(single.allocations)) allocations per request")
        print("matching       \(Int(nanoseconds)) ns (less than 1000), \(rounded(allocations)) allocations (none)")
        // Making the routers has allocated: where that was not counted, nothing is.
        guard apus_allocations() > 0, nanoseconds < 1000, rounded(allocations) <= 0 else { exit(1) }
    }

    private static func responder(_ routes: [(method: String, pattern: String)]) throws -> Responder {
        let router = Router()
        for (method, pattern) in routes {
            router.on(HTTPRequest.Method(method) ?? .get, pattern) { _ in Response() }
        }
        return try router.compile()
    }

    private static func measure(_ responder: Responder, _ requests: [Request]) async -> Figures {
        let repetitions = 2_000
        let (start, allocations) = (cpuTime(), apus_allocations())
        for _ in 0..<repetitions {
            for request in requests {
                let response = await responder.respond(to: request)
                precondition(response.status == .ok)
            }
        }
        let count = Double(repetitions * requests.count)
        return Figures(
            nanoseconds: (cpuTime() - start) / count,
            allocations: Double(apus_allocations() - allocations) / count
        )
    }

    private static func median(_ figures: [Figures]) -> Figures {
        Figures(
            nanoseconds: figures.map(\.nanoseconds).sorted()[figures.count / 2],
            allocations: figures.map(\.allocations).sorted()[figures.count / 2]
        )
    }

    private static func rounded(_ number: Double) -> Double {
        (number * 100).rounded() / 100
    }

    /// The CPU time of the process in nanoseconds, which other processes do not lengthen.
    private static func cpuTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }
}
