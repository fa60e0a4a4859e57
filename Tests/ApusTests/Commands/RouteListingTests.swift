import ApusHTTP
import Testing

@testable import Apus

@Suite("List of routes")
struct RouteListingTests {
    @Test("Each route has a line with its method, host, path and name")
    func listing() {
        let router = Router()
        router.get("/countries/{code}") { _ in "" }
        router.delete("/countries/{code}") { _ in "" }
        router.host("{tenant}.example.com").get("/") { _ in "" }
        router.name("country", "/countries/{code}")
        #expect(
            RouteListing(routes: router.routes).description == """
                GET     /countries/{code}      country
                DELETE  /countries/{code}      country
                GET     {tenant}.example.com/

                """
        )
        #expect(RouteListing(routes: []).description == "")
    }
}
