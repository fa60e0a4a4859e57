public import ApusSQL

/// A type that is kept as text, so that its columns can be searched: `String`, an optional of it, or your own.
public protocol SQLText: SQLConvertible {}

extension String: SQLText {}
extension Optional: SQLText where Wrapped: SQLText {}
