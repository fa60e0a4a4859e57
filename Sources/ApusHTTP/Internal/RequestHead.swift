package import HTTPTypes

/// The head of one request as it came over the wire: one allocation holding the bytes of the request line and the
/// header section, and where in them everything is.
///
/// Nothing is turned into a `String` until somebody asks for it. A value of this type is filled once, by
/// ``init(copying:fieldCapacity:fill:)``, and never changes afterwards.
package struct RequestHead: Sendable {
    /// A range of bytes inside the head.
    package struct Range: Sendable {
        package var start: UInt32
        package var end: UInt32

        @inlinable
        package init(_ start: Int, _ end: Int) {
            self.start = UInt32(truncatingIfNeeded: start)
            self.end = UInt32(truncatingIfNeeded: end)
        }

        @inlinable package var count: Int { Int(end) - Int(start) }
        @inlinable package var isEmpty: Bool { start == end }
    }

    /// Where the name and the value of one header field are.
    package struct Field: Sendable {
        package var name: Range
        package var value: Range

        @inlinable
        package init(name: Range, value: Range) {
            self.name = name
            self.value = value
        }
    }

    /// Everything about the head apart from its bytes and fields.
    package struct Facts: Sendable {
        /// The method, if it is one of the common ones.
        package var method = RequestMethod.other
        /// The method, if it is not.
        package var otherMethod: HTTPRequest.Method?
        package var target = Range(0, 0)
        package var path = Range(0, 0)
        /// The query without its question mark; nil when the target has none.
        package var query: Range?
        /// Whether the path holds a `%`, so that routing has to decode it.
        package var pathIsEncoded = false
        /// Whether the query holds a `%`, so that its encoding has to be checked.
        package var queryIsEncoded = false
        package var isHTTP10 = false
        package var fieldCount = 0
        fileprivate(set) package var byteCount = 0
        fileprivate(set) package var fieldCapacity = 0

        @inlinable
        package init() {}
    }

    private final class Storage: ManagedBuffer<Facts, Field> {}

    // `ManagedBuffer` is not Sendable because its elements can be changed. This one is only written to in `init`,
    // before any other task can see it, and is read-only from then on.
    nonisolated(unsafe) private let storage: ManagedBuffer<Facts, Field>

    /// Copies a head and lets `fill` describe it.
    ///
    /// One byte more than the head is allocated and set to `/`, so that a target without a path can point at one.
    ///
    /// - Parameters:
    ///   - bytes: The request line and the header section.
    ///   - fieldCapacity: How many fields there is room for.
    ///   - fill: Gets the copied bytes, the room for the fields and the facts, all but the bytes to be filled in.
    package init<Failure: Error>(
        copying bytes: UnsafeRawBufferPointer,
        fieldCapacity: Int,
        fill: (UnsafeRawBufferPointer, UnsafeMutablePointer<Field>, inout Facts) throws(Failure) -> Void
    ) throws(Failure) {
        let byteSlots = (bytes.count + MemoryLayout<Field>.stride) / MemoryLayout<Field>.stride
        let storage = Storage.create(minimumCapacity: fieldCapacity + byteSlots) { _ in
            var facts = Facts()
            facts.byteCount = bytes.count
            facts.fieldCapacity = fieldCapacity
            return facts
        }
        let (facts, fields) = storage.withUnsafeMutablePointers { ($0, $1) }
        let copy = UnsafeMutableRawPointer(fields + fieldCapacity)
        let room = UnsafeMutableRawBufferPointer(start: copy, count: bytes.count + 1)
        room.copyMemory(from: bytes)
        room[bytes.count] = UInt8(ascii: "/")
        try fill(UnsafeRawBufferPointer(start: copy, count: bytes.count), fields, &facts.pointee)
        self.storage = storage
    }

    /// Everything about the head apart from its bytes and fields.
    package var facts: Facts {
        storage.header
    }

    package var method: RequestMethod { storage.withUnsafeMutablePointerToHeader { $0.pointee.method } }
    package var isHTTP10: Bool { storage.withUnsafeMutablePointerToHeader { $0.pointee.isHTTP10 } }
    package var fieldCount: Int { storage.withUnsafeMutablePointerToHeader { $0.pointee.fieldCount } }

    /// Calls `body` with the facts and the bytes of the head.
    package func withBytes<Result, Failure: Error>(
        _ body: (borrowing Facts, UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let (facts, fields) = storage.withUnsafeMutablePointers { ($0, $1) }
        let bytes = UnsafeRawBufferPointer(
            start: UnsafeRawPointer(fields + facts.pointee.fieldCapacity),
            count: facts.pointee.byteCount + 1
        )
        let result = try body(facts.pointee, bytes)
        withExtendedLifetime(storage) {}
        return result
    }

    /// The bytes of `range` as a `String`; bytes that are not UTF-8 become replacement characters.
    package func string(_ range: Range) -> String {
        withBytes { _, bytes in
            String(decoding: bytes[Int(range.start)..<Int(range.end)], as: UTF8.self)
        }
    }

    /// Calls `body` with the bytes of `Host`; none when there is no such field.
    func withHost<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withBytes { facts, bytes in
            for index in 0..<facts.fieldCount where field(at: index, isNamed: "host") {
                let range = field(at: index).value
                return body(UnsafeRawBufferPointer(rebasing: bytes[Int(range.start)..<Int(range.end)]))
            }
            return body(UnsafeRawBufferPointer(start: nil, count: 0))
        }
    }

    /// The field at `index`, which must be below ``fieldCount``.
    package func field(at index: Int) -> Field {
        storage.withUnsafeMutablePointerToElements { $0[index] }
    }

    /// Whether the name of the field at `index` is `lowercaseName`, which must be in lower case.
    package func field(at index: Int, isNamed lowercaseName: String) -> Bool {
        let range = field(at: index).name
        guard range.count == lowercaseName.utf8.count else { return false }
        return withBytes { _, bytes in
            var position = Int(range.start)
            for byte in lowercaseName.utf8 {
                guard bytes[position].asciiLowercased == byte else { return false }
                position += 1
            }
            return true
        }
    }
}

extension UInt8 {
    /// The byte, with `A` to `Z` turned into lower case.
    @inlinable
    package var asciiLowercased: UInt8 {
        self &- 0x41 < 26 ? self | 0x20 : self
    }
}
