import Apus
import FoundationEssentials

/// A file that belongs to an item. Its content is in the upload folder, under its id.
@Model
struct Attachment {
    @ID var id: UUID = UUID()
    @References(Item.self, onDelete: .cascade) @Indexed var item: Int
    var name: String
    var size: Int
}
