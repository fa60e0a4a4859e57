import ApusJSON
import Configuration

/// A JSON file of settings: objects nest the keys.
struct SettingsFile {
    /// The values, by the keys of the settings.
    private(set) var values: [String: ConfigValue] = [:]

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: What it holds.
    ///   - path: Its path, for messages.
    /// - Throws: ``SettingsError`` when it is not a JSON object, or holds what no setting can be.
    init(_ bytes: [UInt8], path: String) throws {
        let document: JSONValue
        do {
            document = try JSON.parse(bytes)
        } catch {
            let place = error.line.map { " in line \($0)" } ?? ""
            throw SettingsError(["\(path) is not well-formed JSON\(place): \(error.message)."])
        }
        guard case .object(let object) = document else { throw SettingsError(["\(path) must hold a JSON object."]) }
        var strays: [String] = []
        add(object, under: "", &strays)
        guard strays.isEmpty else {
            throw SettingsError(
                strays.map { "\($0) in \(path) must be text, a number, true, false or a list of texts." }
            )
        }
    }

    private mutating func add(_ object: JSONObject, under prefix: String, _ strays: inout [String]) {
        for name in object.keys {
            let key = prefix + name
            let value = object[name]
            switch value {
            case .object(let inner): add(inner, under: key + ".", &strays)
            case .string(let text): values[key] = ConfigValue(.string(text), isSecret: false)
            case .integer(let number): values[key] = ConfigValue(.int(Int(number)), isSecret: false)
            case .number, .decimal:
                guard let number = value?.numberValue else {
                    strays.append(key)
                    continue
                }
                values[key] = ConfigValue(.double(number), isSecret: false)
            case .bool(let flag): values[key] = ConfigValue(.bool(flag), isSecret: false)
            case .array(let items) where items.allSatisfy({ $0.stringValue != nil }):
                values[key] = ConfigValue(.stringArray(items.compactMap(\.stringValue)), isSecret: false)
            default: strays.append(key)
            }
        }
    }
}
