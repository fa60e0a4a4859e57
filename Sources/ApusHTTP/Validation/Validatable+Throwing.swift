extension Validatable {
    /// Validates this value.
    ///
    /// - Throws: ``Problem/unprocessable(_:code:)`` with every violation, when there is one.
    public func validate() throws(Problem) {
        var check = Validation()
        validate(&check)
        guard check.violations.isEmpty else { throw .unprocessable(check.violations) }
    }
}
