import HTTPTypes
import NIOCore

extension Request {
    /// Decodes the body, which must be a form as browsers send it without files (`application/x-www-form-urlencoded`), and
    /// validates it if its type is ``Validatable``.
    ///
    /// ```swift
    /// struct Signup: Decodable {
    ///     var name: String                // name=Tove
    ///     var age: Int?                   // age=, or not at all
    ///     var interests: [String]         // interests=art&interests=sea, or interests[]=…, or not at all
    ///     var address: Address            // address[city]=Oulu
    ///     var wantsNews: Bool             // wantsNews=on; a box that is not checked is not sent
    /// }
    /// let signup = try await request.decodeForm(Signup.self)
    /// ```
    ///
    /// Elements of a list that have members of their own are numbered: `places[0][name]=…`. Their order counts and not their
    /// numbers. What is empty counts as missing, except as a `String`. Names that the type does not have are passed over.
    ///
    /// JSON is read by ``decode(_:upTo:)`` alone, and forms by this: any page can make a browser send a form, so that a
    /// handler should accept one only where it means to.
    ///
    /// - Parameters:
    ///   - type: What to decode.
    ///   - limits: How much is read.
    /// - Throws: A ``Problem``: 415 when the body is no such form, 413 when it is larger than the limits, 400 when it is not
    ///   well encoded, 422 with every violation when values are missing or wrong.
    public func decodeForm<Value: Decodable>(
        _ type: Value.Type = Value.self,
        limits: FormLimits = .standard
    ) async throws -> Value {
        guard contentType?.isSame(as: .urlEncodedForm) == true else {
            throw Problem.unsupportedMediaType(accepted: [MediaType.urlEncodedForm.essence])
        }
        let bytes = try await body.collect(upTo: limits.bytes)
        let fields = try bytes.withUnsafeReadableBytes { bytes throws(Problem) in
            try FormNode(bytes, limits: limits)
        }
        return try fields.decode(type) { .unprocessable($0, code: "invalid_form") }
    }
}

extension QueryParameters {
    /// Decodes all parameters, by the rules of ``Request/decodeForm(_:limits:)``, and validates them if the type is
    /// ``Validatable``.
    ///
    /// ```swift
    /// struct Search: Decodable { var text: String?; var tags: [String]; var page: Int? }
    /// let search = try request.query.decode(Search.self)      // ?text=sea&tags=a&tags=b
    /// ```
    ///
    /// - Parameters:
    ///   - type: What to decode.
    ///   - limits: How much is read.
    /// - Throws: A ``Problem`` with status 400 that has every violation; 413 when there is more than the limits allow.
    public func decode<Value: Decodable>(
        _ type: Value.Type = Value.self,
        limits: FormLimits = .standard
    ) throws -> Value {
        let fields = try withBytes { bytes throws(Problem) in try FormNode(bytes, limits: limits) }
        return try fields.decode(type) { violations in
            Problem(
                status: .badRequest,
                code: "invalid_query",
                detail: violations.count == 1
                    ? "The query has a violation." : "The query has \(violations.count) violations.",
                violations: violations
            )
        }
    }
}

extension FormNode {
    /// Decodes and validates a value, or throws a problem of everything that is wrong with it.
    fileprivate func decode<Value: Decodable>(
        _ type: Value.Type,
        orThrow problem: ([Violation]) -> Problem
    ) throws -> Value {
        let violations = FormViolations()
        let value = try? FormDecoder(self, path: [], violations).decode(type)
        guard let value, violations.list.isEmpty else { throw problem(violations.list) }
        var check = Validation()
        (value as? any Validatable)?.validate(&check)
        guard check.violations.isEmpty else { throw problem(check.violations) }
        return value
    }
}
