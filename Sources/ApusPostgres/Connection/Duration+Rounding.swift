extension Duration {
    /// How many `unit`s it takes to last at least this long; at most what an `Int32` holds, which C's interfaces take.
    func roundedUp(to unit: Duration) -> Int {
        let count = (self / unit).rounded(.up)
        return Int(min(max(0, count), Double(Int32.max)))
    }
}
