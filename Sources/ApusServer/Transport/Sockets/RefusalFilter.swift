#if os(Linux)
    import CLinux

    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif

    /// A socket filter that drops the packets which ask for a new connection (SYN without ACK) and no others, so that a
    /// connection which the system is just making for a listening socket is still completed.
    ///
    /// A client whose packet was dropped asks again a second later: whoever listens then answers.
    enum RefusalFilter {
        // The program sees the TCP header, whose byte 13 holds the flags: SYN is 2 and ACK is 16.
        private static let instructions = [
            sock_filter(code: 0x30, jt: 0, jf: 0, k: 13),  // load byte 13
            sock_filter(code: 0x54, jt: 0, jf: 0, k: 0x12),  // keep SYN and ACK of it
            sock_filter(code: 0x15, jt: 0, jf: 1, k: 0x02),  // skip the next unless it is SYN alone
            sock_filter(code: 0x06, jt: 0, jf: 0, k: 0),  // drop the packet
            sock_filter(code: 0x06, jt: 0, jf: 0, k: .max),  // let it through
        ]

        /// Has the system refuse new connections to a listening socket.
        static func attach(to descriptor: Int32) {
            var instructions = instructions
            instructions.withUnsafeMutableBufferPointer { instructions in
                var program = sock_fprog(len: UInt16(instructions.count), filter: instructions.baseAddress)
                let size = socklen_t(MemoryLayout<sock_fprog>.size)
                setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, &program, size)
            }
        }
    }
#endif
