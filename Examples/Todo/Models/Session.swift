import Apus
import FoundationEssentials

/// A visitor, as long as they come back within a month.
@Model
struct Session {
    @ID var id: UUID = UUID()
    @Indexed var seenAt: Date = .now

    /// How long a session is kept that nobody uses: 30 days, in seconds.
    static let lifetime = 30.0 * 86_400
}
