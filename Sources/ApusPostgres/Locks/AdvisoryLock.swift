/// A lock that stands for whatever the application says, and not for a row or table. It is known by a number.
public struct AdvisoryLock: Sendable, Hashable {
    /// The number: the database's only key to the lock.
    public let key: Int64

    /// The lock with a number.
    public init(key: Int64) {
        self.key = key
    }

    /// The lock with a name, which is made a number: FNV-1a, in 64 bits, of its UTF-8 bytes.
    ///
    /// The numbers of two names are the same by chance once in 2⁶⁴; then one waits for the other.
    public static func named(_ name: String) -> AdvisoryLock {
        let hash = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return AdvisoryLock(key: Int64(bitPattern: hash))
    }
}
