/// Values by their keys, in order: the parameters of an item, or a dictionary (RFC 9651, sections 3.1.2 and 3.2).
public struct StructuredMap<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The keys and values in order.
    public private(set) var pairs: [Pair] = []

    /// A key and its value.
    public struct Pair: Hashable, Sendable {
        /// The key.
        public let key: String
        /// The value.
        public fileprivate(set) var value: Value
    }

    /// Makes a map without values.
    public init() {}

    /// The value of `key`; nil when there is none. A value that is replaced keeps its place.
    public subscript(key: String) -> Value? {
        get { pairs.first { $0.key == key }?.value }
        set {
            let index = pairs.firstIndex { $0.key == key }
            switch (index, newValue) {
            case (let index?, let value?): pairs[index].value = value
            case (let index?, nil): pairs.remove(at: index)
            case (nil, let value?): pairs.append(Pair(key: key, value: value))
            case (nil, nil): break
            }
        }
    }
}

extension StructuredMap: ExpressibleByDictionaryLiteral {
    /// The values of a literal, in order.
    public init(dictionaryLiteral elements: (String, Value)...) {
        for (key, value) in elements { self[key] = value }
    }
}
