package import HTTPTypes

/// A request method as a number, so that routing never compares strings.
package enum RequestMethod: UInt8, Sendable, CaseIterable {
    case get, head, post, put, patch, delete, options, trace, connect, other

    package init(_ method: HTTPRequest.Method) {
        self = method.rawValue.withContiguousUTF8 { RequestMethod(token: $0) }
    }

    /// The method that `token` names; methods are case-sensitive (RFC 9110, section 9.1).
    package init(token: UnsafeRawBufferPointer) {
        func matches(_ name: StaticString) -> Bool {
            name.utf8CodeUnitCount == token.count
                && UnsafeRawBufferPointer(start: name.utf8Start, count: token.count).elementsEqual(token)
        }
        switch token.count {
        case 3: self = matches("GET") ? .get : matches("PUT") ? .put : .other
        case 4: self = matches("POST") ? .post : matches("HEAD") ? .head : .other
        case 5: self = matches("PATCH") ? .patch : matches("TRACE") ? .trace : .other
        case 6: self = matches("DELETE") ? .delete : .other
        case 7: self = matches("OPTIONS") ? .options : matches("CONNECT") ? .connect : .other
        default: self = .other
        }
    }

    /// The name at the surface; nil for ``other``.
    package var name: HTTPRequest.Method? {
        switch self {
        case .get: .get
        case .head: .head
        case .post: .post
        case .put: .put
        case .patch: .patch
        case .delete: .delete
        case .options: .options
        case .trace: .trace
        case .connect: .connect
        case .other: nil
        }
    }
}

extension String {
    /// Calls `body` with the UTF-8 of the string, copying it only when it is not contiguous.
    func withContiguousUTF8<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        var copy = self
        return copy.withUTF8 { body(UnsafeRawBufferPointer($0)) }
    }
}
