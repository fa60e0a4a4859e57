import ApusCore
import CLibPQ

/// A request to the server to stop what one connection runs.
///
/// Sendable without the compiler's proof: it is made on the reactor's thread, and from then on used by the one thread that
/// sends it. libpq keeps nothing in it that belongs to the connection.
struct CancelRequest: @unchecked Sendable {
    let pointer: OpaquePointer

    /// Sends the request from a thread of its own: it opens a connection, and blocks until the server has closed that.
    ///
    /// - Parameter completion: Called when it has been delivered, or could not be.
    func send(_ completion: @escaping @Sendable () -> Void) {
        do throws(DedicatedThread.StartFailure) {
            try DedicatedThread.start(name: "apus-pg-cancel") {
                _ = apus_pq_cancel_send(pointer)
                apus_pq_cancel_free(pointer)
                completion()
            }
        } catch {
            apus_pq_cancel_free(pointer)
            completion()
        }
    }
}
