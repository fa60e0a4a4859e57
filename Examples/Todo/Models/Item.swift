import Apus
import FoundationEssentials

/// Something to do.
@Model
struct Item {
    @ID(.generated) var id: Int = 0
    @Hidden @References(Session.self, onDelete: .cascade) @Indexed var session: UUID
    var title: String
    var isDone: Bool = false
    @Timestamp(.created) var createdAt: Date = .now
}
