internal import ApusSQL
internal import CSQLite3

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Connection {
    /// Between two portions of so many pages it is asked whether the copy is still wanted.
    private static let pagesPerStep: Int32 = 512

    /// Copies the database as one snapshot into a new file. Blocks.
    func backup(to path: String, until flag: CancellationFlag) throws(DatabaseError) {
        guard access(path, F_OK) != 0 else {
            throw DatabaseError(.misuse, message: "the file of the backup exists already: \"\(path)\"")
        }
        let partial = path + "-partial"
        unlink(partial)
        do throws(DatabaseError) {
            try copy(to: partial, until: flag)
            guard rename(partial, path) == 0 else {
                throw DatabaseError(.storage, message: "the backup cannot get its name \"\(path)\" (error \(errno))")
            }
        } catch {
            unlink(partial)
            throw error
        }
    }

    private func copy(to path: String, until flag: CancellationFlag) throws(DatabaseError) {
        Self.createPrivateFile(path)
        var target: OpaquePointer?
        defer { sqlite3_close_v2(target) }
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = sqlite3_open_v2(path, &target, flags, nil)
        guard code == SQLITE_OK else {
            var error = DatabaseError.sqlite(code, on: target)
            error.message = "cannot write the backup \"\(path)\": \(error.message)"
            throw error
        }
        // A transaction of its own keeps the snapshot: without one, each change by others would make the copy begin anew.
        try control("begin", until: .cancellation(flag))
        defer { rollback() }
        try control("select 1 from sqlite_schema limit 1", until: .cancellation(flag))
        guard let backup = sqlite3_backup_init(target, "main", handle, "main") else {
            throw .sqlite(sqlite3_errcode(target), on: target)
        }
        var step = SQLITE_OK
        while step == SQLITE_OK, !flag.isSet { step = sqlite3_backup_step(backup, Self.pagesPerStep) }
        let end = sqlite3_backup_finish(backup)
        guard step == SQLITE_DONE, end == SQLITE_OK else {
            if step == SQLITE_OK { throw .cancelled() }
            throw .sqlite(step == SQLITE_DONE ? end : step, on: target)
        }
    }
}
