import Apus

/// Everything that the source files hold, read and checked before the database is touched.
struct AtlasData: Sendable {
    let countries: [Country]
    /// Each after the one that it is part of.
    let subdivisions: [Subdivision]
    let languages: [Language]
    let currencies: [Currency]
    let scripts: [Script]
    let zones: [Zone]
    let countryZones: [CountryZone]

    init(_ files: SourceFiles) throws {
        countries = try ISOCodes.records(ISOCodes.Country.self, of: "3166-1", in: files).map(Country.init)
        subdivisions = try Self.subdivisions(in: files)
        languages = try ISOCodes.records(ISOCodes.Language.self, of: "639-3", in: files).map(Language.init)
        currencies = try ISOCodes.records(ISOCodes.Currency.self, of: "4217", in: files).map(Currency.init)
        scripts = try ISOCodes.records(ISOCodes.Script.self, of: "15924", in: files).map(Script.init)
        let records = try ZoneTable.records(in: files)
        zones = records.map(Zone.init)
        countryZones = records.flatMap { record in
            record.countries.enumerated().map { CountryZone(country: $1, zone: record.name, position: $0) }
        }
        try checkCodes(files)
        try checkReferences(files)
    }

    /// Refuses a file that has one code twice, or a code or name that is not text.
    private func checkCodes(_ files: SourceFiles) throws(SourceError) {
        func check(_ codes: [String], _ texts: [String], in file: String) throws(SourceError) {
            var seen: Set<String> = []
            if let double = codes.first(where: { !seen.insert($0).inserted }) {
                throw SourceError(file: file, problem: "is damaged: it has \(double) twice")
            }
            if (codes + texts).contains(where: { $0.isEmpty || $0.utf8.contains(0) }) {
                throw SourceError(file: file, problem: "is damaged: a code or a name is empty or has a NUL")
            }
        }
        let folder = files.isoCodes
        try check(countries.map(\.code), countries.map(\.name), in: "\(folder)/iso_3166-1.json")
        try check(countries.map(\.alpha3), countries.map(\.flag), in: "\(folder)/iso_3166-1.json")
        try check(countries.map(\.numeric), [], in: "\(folder)/iso_3166-1.json")
        try check(subdivisions.map(\.code), subdivisions.map(\.name), in: "\(folder)/iso_3166-2.json")
        try check(languages.map(\.code), languages.map(\.name), in: "\(folder)/iso_639-3.json")
        try check(currencies.map(\.code), currencies.map(\.name), in: "\(folder)/iso_4217.json")
        try check(scripts.map(\.code), scripts.map(\.name), in: "\(folder)/iso_15924.json")
        let table = "\(files.zoneinfo)/\(ZoneTable.fileName)"
        try check(zones.map(\.name), zones.compactMap(\.comment), in: table)
        try check(countryZones.map(\.key), [], in: table)
    }

    /// Reads the subdivisions. A parent is given with or without its country's prefix.
    private static func subdivisions(in files: SourceFiles) throws -> [Subdivision] {
        let records = try ISOCodes.records(ISOCodes.Subdivision.self, of: "3166-2", in: files)
        let codes = Set(records.map(\.code))
        let subdivisions = records.map { record in
            let country = String(record.code.prefix { $0 != "-" })
            let parent = record.parent.map { codes.contains($0) ? $0 : "\(country)-\($0)" }
            return Subdivision(record, country: country, parent: parent)
        }
        guard let sorted = parentsFirst(subdivisions) else {
            throw SourceError(
                file: "\(files.isoCodes)/iso_3166-2.json",
                problem: "is damaged: the parents of some subdivisions are missing or go round in a circle"
            )
        }
        return sorted
    }

    private static func parentsFirst(_ subdivisions: [Subdivision]) -> [Subdivision]? {
        var sorted: [Subdivision] = []
        var known: Set<String?> = [nil]
        var rest = subdivisions
        while !rest.isEmpty {
            let ready = rest.filter { known.contains($0.parent) }
            if ready.isEmpty { return nil }
            rest.removeAll { known.contains($0.parent) }
            sorted += ready
            known.formUnion(ready.map(\.code))
        }
        return sorted
    }

    private func checkReferences(_ files: SourceFiles) throws(SourceError) {
        let codes = Set(countries.map(\.code))
        if let stray = subdivisions.first(where: { !codes.contains($0.country) }) {
            throw SourceError(
                file: "\(files.isoCodes)/iso_3166-2.json",
                problem: "is damaged: \(stray.code) belongs to no known country"
            )
        }
        if let stray = countryZones.first(where: { !codes.contains($0.country) }) {
            throw SourceError(
                file: "\(files.zoneinfo)/\(ZoneTable.fileName)",
                problem: "is damaged: \(stray.zone) names an unknown country, \(stray.country)"
            )
        }
    }
}

extension Country {
    fileprivate init(_ record: ISOCodes.Country) {
        self.init(
            code: record.alpha_2,
            alpha3: record.alpha_3,
            numeric: record.numeric,
            name: record.name,
            officialName: record.official_name,
            commonName: record.common_name,
            flag: record.flag,
            searchText: SearchText.of(record.name, record.official_name, record.common_name)
        )
    }
}

extension Subdivision {
    fileprivate init(_ record: ISOCodes.Subdivision, country: String, parent: String?) {
        self.init(
            code: record.code,
            country: country,
            parent: parent,
            name: record.name,
            type: record.type,
            searchText: SearchText.of(record.name)
        )
    }
}

extension Language {
    fileprivate init(_ record: ISOCodes.Language) {
        self.init(
            code: record.alpha_3,
            alpha2: record.alpha_2,
            bibliographic: record.bibliographic,
            name: record.name,
            invertedName: record.inverted_name,
            commonName: record.common_name,
            scope: record.scope,
            type: record.type,
            searchText: SearchText.of(record.name, record.inverted_name, record.common_name)
        )
    }
}

extension Currency {
    fileprivate init(_ record: ISOCodes.Currency) {
        self.init(
            code: record.alpha_3,
            numeric: record.numeric,
            name: record.name,
            searchText: SearchText.of(record.name)
        )
    }
}

extension Script {
    fileprivate init(_ record: ISOCodes.Script) {
        self.init(
            code: record.alpha_4,
            numeric: record.numeric,
            name: record.name,
            searchText: SearchText.of(record.name)
        )
    }
}

extension Zone {
    fileprivate init(_ record: ZoneTable.Record) {
        self.init(
            name: record.name,
            latitude: record.coordinates.latitude,
            longitude: record.coordinates.longitude,
            comment: record.comment,
            searchText: SearchText.of(record.name, record.comment)
        )
    }
}
