import Apus

/// The records of the files of iso-codes, as the files spell them.
enum ISOCodes {
    struct Country: Decodable {
        let alpha_2: String
        let alpha_3: String
        let numeric: String
        let name: String
        let official_name: String?
        let common_name: String?
        let flag: String
    }

    struct Subdivision: Decodable {
        let code: String
        let name: String
        let type: String
        let parent: String?
    }

    struct Language: Decodable {
        let alpha_3: String
        let alpha_2: String?
        let bibliographic: String?
        let name: String
        let inverted_name: String?
        let common_name: String?
        let scope: String
        let type: String
    }

    struct Currency: Decodable {
        let alpha_3: String
        let numeric: String
        let name: String
    }

    struct Script: Decodable {
        let alpha_4: String
        let numeric: String
        let name: String
    }

    /// Reads the records of one standard: the file holds an object with the standard's number as its only key.
    static func records<Record: Decodable>(
        _ type: Record.Type,
        of standard: String,
        in files: SourceFiles
    ) throws -> [Record] {
        let file = "iso_\(standard).json"
        let bytes = try files.read(file, in: files.isoCodes, package: "iso-codes")
        let path = "\(files.isoCodes)/\(file)"
        do {
            let document = try JSON.decode([String: [Record]].self, from: bytes, limits: limits)
            guard let records = document[standard], !records.isEmpty else {
                throw SourceError(file: path, problem: "has no records under \"\(standard)\"")
            }
            return records
        } catch let error as JSONError {
            throw SourceError(file: path, problem: "is damaged: \(error)")
        }
    }

    private static var limits: JSONLimits { .default }
}
