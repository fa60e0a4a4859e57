/// The members of a JSON object, in order.
///
/// Keys are compared by their Unicode scalars, as JSON has it: a letter with an accent and the same composed of two
/// scalars are different keys. Finding a key takes constant time, also when the keys were chosen to collide.
public struct JSONObject: Sendable {
    /// A key and its value.
    public typealias Element = (key: String, value: JSONValue)

    private var members: [Element] = []
    /// Positions by key, when there are many.
    private var positions: [Name: Int] = [:]

    /// Objects of up to this many keys are searched one by one, which is faster.
    private static let threshold = 16

    /// Makes an object without members.
    public init() {}

    /// Makes an object.
    ///
    /// - Parameter members: Its members. Of several with the same key the last value stays, at the first's position.
    public init(_ members: some Sequence<(String, JSONValue)>) {
        for (key, value) in members { self[key] = value }
    }

    /// Makes an object of keys known to be different.
    init(uniqueMembers: [Element]) {
        members = uniqueMembers
        indexIfLarge()
    }

    /// The keys, in order.
    public var keys: [String] { members.map(\.key) }

    /// The value of a member, or nil when there is none.
    ///
    /// A new key is added at the end. Setting nil removes the member, in time linear in the number of members; to set
    /// JSON's null, set ``JSONValue/null``.
    public subscript(key: String) -> JSONValue? {
        get {
            position(of: key).map { members[$0].value }
        }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?):
                members[position].value = value
            case (let position?, nil):
                members.remove(at: position)
                indexIfLarge()
            case (nil, let value?):
                members.append((key, value))
                if positions.isEmpty {
                    indexIfLarge()
                } else {
                    positions[Name(key)] = members.count - 1
                }
            case (nil, nil):
                break
            }
        }
    }

    private func position(of key: String) -> Int? {
        positions.isEmpty ? members.firstIndex { Name($0.key) == Name(key) } : positions[Name(key)]
    }

    private mutating func indexIfLarge() {
        positions.removeAll(keepingCapacity: true)
        guard members.count > Self.threshold else { return }
        positions.reserveCapacity(members.count)
        for (position, member) in members.enumerated() { positions[Name(member.key)] = position }
    }

    /// A key that is compared by its scalars.
    private struct Name: Hashable {
        let text: String

        init(_ name: String) {
            text = name
        }

        static func == (one: Name, other: Name) -> Bool {
            one.text.utf8.elementsEqual(other.text.utf8)
        }

        func hash(into hasher: inout Hasher) {
            var text = text
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }
}

extension JSONObject: RandomAccessCollection {
    /// The position of the first member: 0.
    public var startIndex: Int { 0 }

    /// The number of members.
    public var endIndex: Int { members.count }

    /// A member by its position, which must be in range.
    public subscript(position: Int) -> Element { members[position] }
}

extension JSONObject: Hashable {
    /// Whether two objects have the same members, in any order.
    public static func == (one: JSONObject, other: JSONObject) -> Bool {
        one.count == other.count && one.allSatisfy { other[$0.key] == $0.value }
    }

    /// Hashes the members, in any order.
    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for (key, value) in members {
            var member = Hasher()
            member.combine(Name(key))
            member.combine(value)
            sum &+= member.finalize()
        }
        hasher.combine(count)
        hasher.combine(sum)
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Makes an object. Of members with the same key the last one stays.
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        self.init(members)
    }
}
