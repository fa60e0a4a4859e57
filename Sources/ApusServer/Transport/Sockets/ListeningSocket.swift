#if os(Linux)
    import NIOCore

    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif

    /// A socket that listens. It does not block, and is closed by its owner.
    struct ListeningSocket: Sendable {
        let descriptor: Int32
        /// Where it listens, with the port that the system chose if none was given.
        let address: SocketAddress

        /// Listens at a TCP address, together with others that do so for the same user (`SO_REUSEPORT`): the system
        /// spreads the connections over them.
        init(sharing address: SocketAddress, backlog: Int) throws(SystemError) {
            try self.init(address, backlog: backlog, options: [SO_REUSEADDR, SO_REUSEPORT])
        }

        private init(_ address: SocketAddress, backlog: Int, options: [Int32]) throws(SystemError) {
            let descriptor = try Self.bound(to: address, options: options)
            do throws(SystemError) {
                guard listen(descriptor, Int32(clamping: backlog)) == 0 else { throw SystemError.last("listen") }
                self.address = try Self.localAddress(of: descriptor)
            } catch {
                Glibc.close(descriptor)
                throw error
            }
            self.descriptor = descriptor
        }

        /// Makes sure that nobody else listens at `address`, which those who share a port would not notice.
        static func checkIsFree(_ address: SocketAddress) throws(SystemError) {
            guard address.port != 0 else { return }
            Glibc.close(try bound(to: address, options: [SO_REUSEADDR]))
        }

        func close() {
            Glibc.close(descriptor)
        }

        private static func bound(to address: SocketAddress, options: [Int32]) throws(SystemError) -> Int32 {
            let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
            let descriptor = socket(Int32(address.protocol.rawValue), type, 0)
            guard descriptor >= 0 else { throw .last("socket") }
            for option in options {
                var on: Int32 = 1
                setsockopt(descriptor, SOL_SOCKET, option, &on, socklen_t(MemoryLayout<Int32>.size))
            }
            let result = address.withSockAddr { bind(descriptor, $0, socklen_t($1)) }
            guard result == 0 else {
                let error = SystemError.last("bind")
                Glibc.close(descriptor)
                throw error
            }
            return descriptor
        }

        private static func localAddress(of descriptor: Int32) throws(SystemError) -> SocketAddress {
            var storage = sockaddr_storage()
            var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
            let result = withUnsafeMutablePointer(to: &storage) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
            }
            guard result == 0, let address = SocketAddress(storage) else { throw .last("getsockname") }
            return address
        }
    }

    extension SocketAddress {
        /// The address in `storage`, as the system fills it in; nil for a family without addresses of its own.
        init?(_ storage: sockaddr_storage) {
            var storage = storage
            let address: SocketAddress? = withUnsafeMutablePointer(to: &storage) { storage in
                switch Int32(storage.pointee.ss_family) {
                case AF_INET:
                    storage.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                        SocketAddress($0.pointee, host: "")
                    }
                case AF_INET6:
                    storage.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                        SocketAddress($0.pointee, host: "")
                    }
                case AF_UNIX:
                    storage.withMemoryRebound(to: sockaddr_un.self, capacity: 1) { SocketAddress($0.pointee) }
                default: nil
                }
            }
            guard let address else { return nil }
            self = address
        }
    }
#endif
