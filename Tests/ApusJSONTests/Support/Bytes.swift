import ApusJSON

/// The UTF-8 of a text.
func utf8(_ text: String) -> [UInt8] {
    Array(text.utf8)
}

/// What JSON writes for a value, as text.
func text(_ value: some JSONEncodable) throws -> String {
    String(decoding: try JSON.encode(value), as: UTF8.self)
}

/// What JSON writes for a value that is only Encodable, as text.
func codableText(_ value: some Encodable) throws -> String {
    String(decoding: try JSON.encode(value), as: UTF8.self)
}

/// What reading a text throws, or nil.
func parseError(_ bytes: [UInt8], limits: JSONLimits = .default) -> JSONError? {
    do throws(JSONError) {
        _ = try JSON.parse(bytes, limits: limits)
        return nil
    } catch {
        return error
    }
}

/// What decoding a text throws, or nil.
func decodeError<Value: Decodable>(_ type: Value.Type, _ text: String, limits: JSONLimits = .default) -> JSONError? {
    do throws(JSONError) {
        _ = try JSON.decode(type, from: utf8(text), limits: limits)
        return nil
    } catch {
        return error
    }
}
