import ApusHTTP
import Glibc

/// What middleware costs that does nothing: the CPU time of a request, in process, with ten of them and with none.
///
/// Usage: `MiddlewareCost [ITERATIONS [none|ten]]`. With a second argument it measures nothing and only serves requests, so
/// that an instrument such as `perf` can be asked what one of them needs.
@main
struct MiddlewareCost {
    /// A middleware that passes every request on.
    struct Passing: Middleware {
        func respond(to request: Request, next: Next) async throws -> Response {
            await next(request)
        }
    }

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let iterations = arguments.first.flatMap(Int.init) ?? 200_000
        let none = try responder(middleware: 0)
        let ten = try responder(middleware: 10)
        if arguments.count > 1 {
            await serve(iterations, arguments.last == "ten" ? ten : none)
            return
        }
        var costs: (none: [Double], ten: [Double]) = ([], [])
        for _ in 0..<11 {
            costs.none.append(await nanoseconds(iterations, none))
            costs.ten.append(await nanoseconds(iterations, ten))
        }
        let (without, with) = (median(costs.none), median(costs.ten))
        print("no middleware   \(Int(without)) ns per request")
        print("ten that pass   \(Int(with)) ns per request")
        print("ten together    \(Int(with - without)) ns (at most 1000 are allowed)")
    }

    private static func responder(middleware count: Int) throws -> Responder {
        let router = Router()
        for _ in 0..<count { router.use(Passing()) }
        router.get("/") { _ in "Hello, World!" }
        return try router.compile()
    }

    private static func serve(_ iterations: Int, _ responder: Responder) async {
        let request = Request()
        for _ in 0..<iterations {
            let response = await responder.respond(to: request)
            precondition(response.status == .ok)
        }
    }

    private static func nanoseconds(_ iterations: Int, _ responder: Responder) async -> Double {
        let start = cpuTime()
        await serve(iterations, responder)
        return (cpuTime() - start) / Double(iterations)
    }

    /// The CPU time of the process in nanoseconds, which other processes do not lengthen.
    private static func cpuTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }

    private static func median(_ values: [Double]) -> Double {
        values.sorted()[values.count / 2]
    }
}
