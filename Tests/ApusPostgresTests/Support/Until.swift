import Testing

/// Waits until `condition` holds, however long that takes: the test's time limit ends it.
func until(_ condition: () async -> Bool) async {
    while await !condition() {
        guard !Task.isCancelled else { return }
        await Task.yield()
    }
}
