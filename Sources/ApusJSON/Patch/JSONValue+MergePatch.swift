extension JSONValue {
    /// Changes the document as a merge patch says (RFC 7386): members of the patch replace members of the document, null
    /// removes them, objects within objects are merged, everything else replaces what was there.
    ///
    /// ```swift
    /// var place: JSONValue = ["name": "Bern", "height": 540, "canton": ["code": "BE"]]
    /// place.merge(["height": nil, "canton": ["name": "Bern"]])
    /// // {"name":"Bern","canton":{"code":"BE","name":"Bern"}}
    /// ```
    ///
    /// - Parameter patch: What to change.
    public mutating func merge(_ patch: JSONValue) {
        guard case .object(let members) = patch else {
            self = patch
            return
        }
        var object = objectValue ?? JSONObject()
        self = .null
        for (key, value) in members {
            if value.isNull {
                object[key] = nil
            } else {
                var member = object[key] ?? .null
                member.merge(value)
                object[key] = member
            }
        }
        self = .object(object)
    }

    /// The document with the changes of a merge patch (RFC 7386).
    ///
    /// - Parameter patch: What to change.
    public func merging(_ patch: JSONValue) -> JSONValue {
        var result = self
        result.merge(patch)
        return result
    }
}
