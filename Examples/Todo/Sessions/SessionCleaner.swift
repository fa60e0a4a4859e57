import Apus
import FoundationEssentials
import ServiceLifecycle

/// Removes the sessions of visitors who do not come back, with everything that is theirs.
struct SessionCleaner: Service {
    let db: Database
    let uploads: UploadFolder

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                // What fails, because the database is away perhaps, is done an hour later.
                try? await clean()
                try await Task.sleep(for: .seconds(3_600))
            }
        }
    }

    func clean() async throws {
        let limit = Date.now.addingTimeInterval(-Session.lifetime)
        for session in try await db.all(Session.where { $0.seenAt < limit }) {
            try await db.delete(Session.self, session.id)
            uploads.removeAll(of: session.id)
        }
    }
}
