import Apus

/// A new item, as a client sends it.
@JSONCodable struct ItemInput: Validatable {
    let title: String

    func validate(_ check: inout Validation) {
        check.notBlank(title, at: "title")
        check.length(of: title, in: 1...200, at: "title")
    }
}

/// A change to an item: absent members stay.
@JSONCodable struct ItemChange: Validatable {
    let title: String?
    let isDone: Bool?

    func validate(_ check: inout Validation) {
        guard let title else { return }
        check.notBlank(title, at: "title")
        check.length(of: title, in: 1...200, at: "title")
    }
}
