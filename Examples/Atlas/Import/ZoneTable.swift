/// The table of time zones, `zone1970.tab`: a line per zone with its countries, coordinates, name and comment, between
/// tabulators; lines that begin with # are remarks.
enum ZoneTable {
    struct Record: Equatable {
        let countries: [String]
        let coordinates: Coordinates
        let name: String
        let comment: String?
    }

    static let fileName = "zone1970.tab"

    static func records(in files: SourceFiles) throws(SourceError) -> [Record] {
        let path = "\(files.zoneinfo)/\(fileName)"
        let bytes = try files.read(fileName, in: files.zoneinfo, package: "tzdata")
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SourceError(file: path, problem: "is damaged: it is not UTF-8")
        }
        var records: [Record] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let record = record(line) else {
                throw SourceError(file: path, problem: "is damaged in line \(index + 1)")
            }
            records.append(record)
        }
        guard !records.isEmpty else { throw SourceError(file: path, problem: "has no time zones") }
        return records
    }

    private static func record(_ line: Substring) -> Record? {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard (3...4).contains(fields.count), !fields[2].isEmpty, let coordinates = Coordinates(iso6709: fields[1])
        else { return nil }
        let countries = fields[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard countries.allSatisfy({ $0.utf8.count == 2 }) else { return nil }
        return Record(
            countries: countries,
            coordinates: coordinates,
            name: String(fields[2]),
            comment: fields.count == 4 ? String(fields[3]) : nil
        )
    }
}
