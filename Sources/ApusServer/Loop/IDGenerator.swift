/// Makes the random bits of request ids: xoshiro256++, seeded by the system, one for each event loop.
///
/// Ids have to be unique, not secret, and the system's own generator costs a system call each time.
struct IDGenerator: RandomNumberGenerator {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    init() {
        var system = SystemRandomNumberGenerator()
        // One bit is set so that the state is never zero, which the generator would never leave.
        state = (system.next() | 1, system.next(), system.next(), system.next())
    }

    mutating func next() -> UInt64 {
        func rotated(_ word: UInt64, by count: UInt64) -> UInt64 {
            word &<< count | word &>> (64 &- count)
        }
        let result = rotated(state.0 &+ state.3, by: 23) &+ state.0
        let shifted = state.1 &<< 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = rotated(state.3, by: 45)
        return result
    }
}
