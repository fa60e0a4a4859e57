import ApusHTTP
import ApusServer

@main
struct Hello {
    static func main() async throws {
        let router = Router()
        router.get("/") { _ in "Hello from Apus" }
        router.get("/plaintext") { _ in "Hello, World!" }
        router.get("/hello/{name}") { request in "Hello, \(try request.parameter("name"))!" }
        try await Server(router, configuration: .fromEnvironment()).run()
    }
}
