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
    /// The log is cut back to this size, in bytes, after a burst of writing.
    private static let journalSizeLimit = 64 << 20
    /// The most rows of an index that `optimize` looks at.
    private static let analysisLimit = 400

    /// Opens a database. Blocks.
    static func open(_ configuration: SQLiteConfiguration, as role: Role) throws(DatabaseError) -> Connection {
        let path: String
        let access: Int32
        switch configuration.location {
        case .memory:
            path = ":memory:"
            access = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        case .sharedMemory(let name):
            path = "file:/\(name)?vfs=memdb"
            access = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI
        case .file(let name):
            path = Self.plainPath(name)
            access = role == .reader ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            if role == .writer { createPrivateFile(path) }
        }
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let handle else {
            var error = DatabaseError.sqlite(code, on: handle)
            if code & 0xFF == SQLITE_CANTOPEN, let handle {
                let reason = sqlite3_system_errno(handle)
                if reason != 0, let text = strerror(reason) { error.message += ": " + String(cString: text) }
            }
            sqlite3_close_v2(handle)
            throw error.naming(path)
        }
        let connection = Connection(handle: handle, configuration: configuration, mayWrite: role != .reader)
        do throws(DatabaseError) {
            try connection.prepare(configuration, as: role)
        } catch {
            connection.close()
            throw error.naming(path)
        }
        return connection
    }

    /// A path that is not taken for a URI with options, as Debian's SQLite would.
    static func plainPath(_ path: String) -> String {
        path.hasPrefix("file:") ? "./" + path : path
    }

    /// Makes the file of a new database, so that others cannot read what is in it. SQLite's other files inherit this.
    ///
    /// An existing file must not be opened and closed here: that would drop the locks that this process has on it.
    static func createPrivateFile(_ path: String) {
        let file = Platform.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if file >= 0 { Platform.close(file) }
    }

    private func prepare(_ configuration: SQLiteConfiguration, as role: Role) throws(DatabaseError) {
        let switches: [(option: Int32, isOn: Int32)] = [
            (SQLITE_DBCONFIG_ENABLE_FKEY, 1),
            (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
            (SQLITE_DBCONFIG_DEFENSIVE, 1),
            // "name" is a column or an error, never a text because no such column exists.
            (SQLITE_DBCONFIG_DQS_DML, 0),
            (SQLITE_DBCONFIG_DQS_DDL, 0),
        ]
        for (option, isOn) in switches {
            let code = apus_sqlite3_configure(handle, option, isOn)
            guard code == SQLITE_OK else { throw .sqlite(code, on: handle) }
        }
        let code = CaseFunctions.register(on: handle)
        guard code == SQLITE_OK else { throw .sqlite(code, on: handle) }

        for function in configuration.functions { try function.register(on: handle) }

        try pragma("cache_size = -\(configuration.pageCacheSize >> 10)")
        try pragma("temp_store = memory")
        try pragma("secure_delete = off")
        if role == .writer {
            try useWriteAheadLog(configuration)
            try pragma("synchronous = \(configuration.synchronous.rawValue)")
            try pragma("journal_size_limit = \(Self.journalSizeLimit)")
            try pragma("analysis_limit = \(Self.analysisLimit)")
        }
        // Reads the schema, which shows too whether the file is a database and intact so far.
        try control("select count(*) from sqlite_schema")
    }

    /// Two processes that open a new file at the same time can collide here, and SQLite does not always ask the busy
    /// handler then.
    private func useWriteAheadLog(_ configuration: SQLiteConfiguration) throws(DatabaseError) {
        let deadline = ContinuousClock.now + configuration.busyTimeout
        while true {
            do throws(DatabaseError) {
                let mode = try pragma("journal_mode = wal").first?.decode(String.self, at: 0)
                guard mode == "wal" else {
                    throw DatabaseError(.storage, message: "the file system does not support the write-ahead log")
                }
                return
            } catch  where error.code == .busy && ContinuousClock.now < deadline {
                usleep(UInt32.random(in: 1000...10_000))
            } catch {
                throw error
            }
        }
    }

    @discardableResult
    private func pragma(_ assignment: String) throws(DatabaseError) -> Rows {
        try run(Statement(sql: "pragma " + assignment, access: .write), .single(mayWrite: true), until: .none)
    }

    /// Leaves the file as compact and well described as is cheap, for the last connection to it.
    func tidyUp() {
        rollback()
        _ = try? pragma("optimize")
        _ = try? pragma("wal_checkpoint(truncate)")
    }
}

/// The C functions that have a namesake here.
private enum Platform {
    static func open(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
        #if canImport(Glibc)
            Glibc.open(path, flags, mode)
        #elseif canImport(Musl)
            Musl.open(path, flags, mode)
        #else
            Darwin.open(path, flags, mode)
        #endif
    }

    static func close(_ file: Int32) {
        #if canImport(Glibc)
            _ = Glibc.close(file)
        #elseif canImport(Musl)
            _ = Musl.close(file)
        #else
            _ = Darwin.close(file)
        #endif
    }
}

extension DatabaseError {
    /// The same error, its message beginning with the file it is about.
    fileprivate func naming(_ path: String) -> DatabaseError {
        var error = self
        error.code = code == .busy ? .busy : .storage
        error.message = "cannot open the database \"\(path)\": \(message)"
        return error
    }
}
