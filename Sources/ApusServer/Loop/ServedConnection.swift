/// A connection of a server, whatever carries it: it gets ticks and takes part in the shutdown; see ``ServerLoop/add(_:)``.
package protocol ServedConnection: AnyObject {
    /// Checks timeouts; `interval` has passed since the last time.
    func tick(_ interval: Duration)

    /// The server is shutting down: the connection should end as soon as the protocol allows.
    func drain()

    /// Ends the connection at once: the time to shut down is up.
    func close()
}
