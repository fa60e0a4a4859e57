import Apus

/// The first schema of the to-do list.
struct CreateTodo: Migration {
    let name = "2026-11-30-create-todo"

    func up(_ schema: inout SchemaChange) {
        schema.create(Session.self)
        schema.create(Item.self)
        schema.create(Attachment.self)
    }

    func down(_ schema: inout SchemaChange) {
        schema.drop(Attachment.self)
        schema.drop(Item.self)
        schema.drop(Session.self)
    }
}
