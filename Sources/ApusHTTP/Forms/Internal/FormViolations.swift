/// Gathers what is wrong with a form while it is decoded.
///
/// `Decodable` knows how to fail, but not how to go on. So a value that is missing or wrong is noted here, and something that
/// fits takes its place until everything has been looked at; what has been decoded is thrown away then.
final class FormViolations {
    private(set) var list: [Violation] = []

    func note(_ code: String, _ message: String, at path: [any CodingKey]) {
        let pointer = path.map { "/" + $0.stringValue.replacing("~", with: "~0").replacing("/", with: "~1") }.joined()
        // A value that was replaced may be refused again by the type it is for.
        let isKnown = list.contains { $0.pointer == pointer }
        guard list.count < Validation.maximumViolations, !isKnown else { return }
        list.append(Violation(pointer: pointer, code: code, message: message))
    }
}
