#if os(Linux)
    import CLinux

    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif

    /// A descriptor that is kept free for the moment in which there are no others: with it a connection can be accepted
    /// to be turned away, instead of waiting for an answer that does not come.
    struct DescriptorReserve: ~Copyable {
        private static let refusal: StaticString = """
            HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n
            """

        private var descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)

        deinit {
            if descriptor >= 0 { close(descriptor) }
        }

        /// Accepts a connection of `listener`, answers it with 503, and closes it.
        ///
        /// - Returns: Whether that was possible.
        mutating func turnAway(from listener: Int32) -> Bool {
            guard descriptor >= 0 else {
                descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
                return false
            }
            close(descriptor)
            let client = accept4(listener, nil, nil, Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue))
            if client >= 0 {
                send(client, Self.refusal.utf8Start, Self.refusal.utf8CodeUnitCount, Int32(MSG_NOSIGNAL))
                shutdown(client, Int32(SHUT_WR))
                // To close with unread bytes would make the system take back what has been sent.
                withUnsafeTemporaryAllocation(byteCount: 16 * 1024, alignment: 1) { bytes in
                    _ = recv(client, bytes.baseAddress, bytes.count, 0)
                }
                close(client)
            }
            descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
            return client >= 0
        }
    }
#endif
