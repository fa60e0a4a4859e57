import Apus
import FoundationEssentials

/// A place that a user added.
@Model
struct Place {
    @ID(.generated) var id: Int = 0
    var name: String
    @References(Country.self, onDelete: .restrict) @Indexed var country: String
    var latitude: Double
    var longitude: Double
    var note: String?
    @Hidden var searchText: String
    /// Counts the changes; a change must name the version that it changes.
    @Version var version: Int = 1
    @Timestamp(.created) var createdAt: Date = .now
    @Timestamp(.updated) var updatedAt: Date = .now
}
