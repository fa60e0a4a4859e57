import Apus

/// That a time zone is used in a country.
@Model(table: "country_time_zone")
struct CountryZone {
    /// The country's code and the zone's name.
    @ID var key: String
    @References(Country.self) @Indexed var country: String
    @References(Zone.self) @Indexed var zone: String
    /// Where the country stands in the zone's list: the one with the most populous city is the first, 0.
    var position: Int

    init(country: String, zone: String, position: Int) {
        key = "\(country) \(zone)"
        self.country = country
        self.zone = zone
        self.position = position
    }
}
