import ApusHTTP

/// What somebody has written into the guest book.
struct Entry: Codable, Sendable, Validatable {
    var name: String
    var text: String

    func validate(_ check: inout Validation) {
        check.notBlank(name, at: "name")
        check.length(of: name, in: 1...40, at: "name")
        check.length(of: text, in: 1...1_000, at: "text")
    }
}
