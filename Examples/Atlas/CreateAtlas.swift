import Apus

/// The first schema of the atlas.
struct CreateAtlas: Migration {
    let name = "2026-11-23-create-atlas"

    func up(_ schema: inout SchemaChange) {
        schema.create(Country.self)
        schema.create(Subdivision.self)
        schema.create(Language.self)
        schema.create(Currency.self)
        schema.create(Script.self)
        schema.create(Zone.self)
        schema.create(CountryZone.self)
        schema.create(Place.self)
    }

    func down(_ schema: inout SchemaChange) {
        schema.drop(Place.self)
        schema.drop(CountryZone.self)
        schema.drop(Zone.self)
        schema.drop(Script.self)
        schema.drop(Currency.self)
        schema.drop(Language.self)
        schema.drop(Subdivision.self)
        schema.drop(Country.self)
    }
}
