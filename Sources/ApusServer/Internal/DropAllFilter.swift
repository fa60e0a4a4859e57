#if os(Linux)
    /// A socket filter that lets no packet through: the kernel's `sock_fprog` with one instruction, "return 0".
    struct DropAllFilter: @unchecked Sendable {
        // The layout is that of `struct sock_filter` in linux/filter.h.
        private struct Instruction {
            var code: UInt16 = 0x06
            var jumpTrue: UInt8 = 0
            var jumpFalse: UInt8 = 0
            var operand: UInt32 = 0
        }

        private var count: UInt16 = 1
        private var instructions: UnsafePointer<Instruction>

        // Unchecked, because it holds a pointer: to memory that is allocated once, never changes and is never freed.
        static let program: DropAllFilter = {
            let instruction = UnsafeMutablePointer<Instruction>.allocate(capacity: 1)
            instruction.initialize(to: Instruction())
            return DropAllFilter(instructions: UnsafePointer(instruction))
        }()
    }
#endif
