import ApusHTTP
import HTTPTypes
import NIOCore
import Testing

@Suite("Mounted routers")
struct MountingTests {
    private struct OutOfStock: Error {}

    private func shop() -> Router {
        let shop = Router()
        shop.use(Mark("shop"))
        shop.mapError(OutOfStock.self) { _ in .conflict(code: "out_of_stock") }
        shop.get("/items/{id}") { "item \(try $0.parameter("id"))" }
        shop.post("/orders") { _ -> String in throw OutOfStock() }
        shop.name("item", "/items/{id}")
        shop.host("shop.example.com").get("/") { _ in "host" }
        return shop
    }

    @Test("A mounted router keeps its middleware, its errors and its names to itself")
    func mount() async throws {
        let router = Router()
        router.use(Mark("outer"))
        router.group("/v1", Mark("v1")).mount(shop(), at: "/shop")
        router.get("/plain") { "\(try $0.url(for: "item", ["id": 7]))" }
        router.get("/fail") { _ -> String in throw OutOfStock() }
        let responder = try router.compile()

        let item = await responder.respond(to: Request(target: "/v1/shop/items/7"))
        #expect(String(buffer: try await item.body.collect(upTo: 100)) == "item 7")
        #expect(item.headers.values(for: .server) == ["shop", "v1", "outer"])
        let order = await responder.respond(to: Request(method: .post, target: "/v1/shop/orders"))
        #expect(order.status == .conflict)
        let plain = await responder.respond(to: Request(target: "/plain"))
        #expect(String(buffer: try await plain.body.collect(upTo: 100)) == "/v1/shop/items/7")
        #expect(plain.headers.values(for: .server) == ["outer"])
        #expect(await responder.respond(to: Request(target: "/fail")).status == .internalServerError)
        #expect(
            await responder.respond(to: Request(target: "/v1/shop/nowhere")).headers.values(for: .server) == ["outer"]
        )
        #expect(
            router.routes.map(\.description) == [
                "GET /v1/shop/items/{id}", "POST /v1/shop/orders", "GET shop.example.com/v1/shop/", "GET /plain",
                "GET /fail",
            ]
        )
    }

    @Test("A router can be mounted twice, and conflicts are found")
    func twice() throws {
        let routes = Router()
        routes.get("/x") { _ in "" }
        let router = Router()
        router.mount(routes, at: "/a")
        router.mount(routes, at: "/b")
        _ = try router.compile()
        router.mount(routes, at: "/a")
        #expect(throws: RoutingError.self) { try router.compile() }
    }
}
