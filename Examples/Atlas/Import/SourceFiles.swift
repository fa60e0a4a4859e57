import FoundationEssentials

/// Where the atlas's data comes from.
struct SourceFiles: Sendable {
    /// The folder of Debian's package iso-codes.
    var isoCodes: String
    /// The folder of Debian's package tzdata.
    var zoneinfo: String

    /// Where Debian puts the files.
    static let installed = SourceFiles(isoCodes: "/usr/share/iso-codes/json", zoneinfo: "/usr/share/zoneinfo")

    func read(_ name: String, in folder: String, package: String) throws(SourceError) -> [UInt8] {
        let path = "\(folder)/\(name)"
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            throw SourceError(file: path, problem: "cannot be read; install the Debian package \(package)")
        }
        return Array(data)
    }
}
