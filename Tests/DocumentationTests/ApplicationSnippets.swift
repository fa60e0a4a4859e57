import Apus
import ApusTesting
import ServiceLifecycle
import Testing

// The snippets of Documentation/Application.md.

struct ShopSettings: AppSettings {
    let uploads: String
    let sessionKey: Secret
    let pageSize: Int

    init(_ settings: inout SettingsReader) {
        uploads = settings.value("uploads.folder", default: "uploads", help: "Where uploaded files are kept.")
        sessionKey = settings.value("session.key", help: "Signs the cookies of sessions.")
        pageSize = settings.value("page.size", default: 20, help: "How many items a page has.")
        settings.require((1...100).contains(pageSize), "page.size", "must be 1 to 100")
    }
}

struct Shop: Application {
    typealias Settings = ShopSettings

    var mailer: any Mailer = SystemMailer()

    func configure(_ app: inout AppBuilder) async throws {
        let settings = try app.settings(ShopSettings.self)
        let db = try await app.database()
        app.migrations(CreateShop())
        app.service(OutboxWorker(db: db, mailer: mailer))
        app.router.get("/orders") { request in
            try await db.page(request.page(defaultLimit: settings.pageSize), Order.order { $0.id.ascending })
        }
    }
}

@Model(table: "shop_order") struct Order {
    @ID(.generated) var id: Int = 0
    var item: String
}

@Model struct Message {
    @ID(.generated) var id: Int = 0
    var text: String
    var isSent: Bool = false
}

struct CreateShop: Migration {
    let name = "2026-11-30-create-shop"

    func up(_ schema: inout SchemaChange) {
        schema.create(Order.self)
        schema.create(Message.self)
    }
}

protocol Mailer: Sendable {
    func send(_ text: String) async throws
}

struct SystemMailer: Mailer {
    func send(_ text: String) async throws {}
}

struct SilentMailer: Mailer {
    func send(_ text: String) async throws {}
}

struct OutboxWorker: Service {
    let db: Database
    let mailer: any Mailer

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while true {
                for message in try await db.all(Message.where { $0.isSent == false }) {
                    try await mailer.send(message.text)
                    try await db.update(Message.where { $0.id == message.id }) { $0.isSent.set(to: true) }
                }
                try await Task.sleep(for: .seconds(1))
            }
        }
    }
}

@Suite("Shop")
struct ShopTests {
    @Test("An order is listed")
    func orders() async throws {
        try await TestDatabase.sqlite.withDatabase { db in
            let shop = Shop(mailer: SilentMailer())
            try await shop.withRouter(database: db, settings: ["SESSION_KEY": "a key for tests"]) { router in
                let client = try TestClient(router)
                #expect(try await client.get("/orders").json["total"] == 0)
            }
        }
    }
}
