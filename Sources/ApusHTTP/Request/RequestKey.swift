/// Names a value that middleware attaches to a request for what comes after it.
///
/// ```swift
/// enum CurrentUser: RequestKey { typealias Value = User }
///
/// request[CurrentUser.self] = user        // in a middleware
/// let user = request[CurrentUser.self]    // in a handler: nil when no middleware has set it
/// ```
public protocol RequestKey {
    /// The type of the value.
    associatedtype Value: Sendable
}

extension Request {
    /// The value that has been attached to this request under `key`; nil when there is none.
    ///
    /// A request is a value: what a middleware attaches to its copy is seen by those to whom it passes the copy on.
    public subscript<Key: RequestKey>(key: Key.Type) -> Key.Value? {
        get { values[ObjectIdentifier(key)] as? Key.Value }
        set { values[ObjectIdentifier(key)] = newValue }
    }
}
