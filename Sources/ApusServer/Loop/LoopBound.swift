/// A value that can be carried anywhere and used on one loop alone.
// Unchecked, because the value need not be Sendable: nobody gets at it but on the loop, which is checked each time.
package struct LoopBound<Value>: @unchecked Sendable {
    /// The loop on which the value may be used.
    package let loop: any Loop
    private let bound: Value

    /// Binds `value`; it must be called on the loop.
    package init(_ value: Value, on loop: any Loop) {
        precondition(loop.isCurrent)
        self.loop = loop
        bound = value
    }

    /// The value; it must be asked for on the loop.
    package var value: Value {
        precondition(loop.isCurrent)
        return bound
    }
}
