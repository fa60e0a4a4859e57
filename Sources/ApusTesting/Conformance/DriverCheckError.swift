/// A driver does something else than every driver must.
public struct DriverCheckError: Error, CustomStringConvertible {
    /// What it does, and what it must do.
    public let description: String
}
