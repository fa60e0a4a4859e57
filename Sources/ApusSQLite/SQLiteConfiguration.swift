internal import ApusSQL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where a SQLite database is, and how its connections behave.
///
/// ```swift
/// var configuration = SQLiteConfiguration.file("atlas.sqlite")
/// configuration.synchronous = .full
/// let db = Database(try await SQLiteDriver(configuration))
/// ```
public struct SQLiteConfiguration: Sendable, Hashable {
    /// Where the data is.
    enum Location: Sendable, Hashable {
        case file(String)
        case memory
        case sharedMemory(String)
    }

    /// When a commit has reached the disk.
    public enum Synchronous: String, Sendable, Hashable {
        /// At the next checkpoint. A crash of the program loses nothing, and nothing can ever damage the file, but a crash
        /// of the operating system or a power cut can undo the last commits.
        case normal
        /// Before the commit returns. Each one costs a flush of the disk: milliseconds instead of microseconds.
        case full
    }

    let location: Location

    /// How many connections read beside the one that writes, each with a thread: 1 to 64. By default one per processor,
    /// at least 4 and at most 16. A database in memory has one connection for everything, whatever this says.
    public var readerCount: Int

    /// How long a statement waits for a lock that another process holds; `busy` is thrown then. By default 5 seconds.
    public var busyTimeout: Duration = .seconds(5)

    /// How long a statement or transaction waits in the queue for a connection; `poolTimeout` is thrown then.
    /// By default 10 seconds.
    public var acquireTimeout: Duration = .seconds(10)

    /// How many compiled statements each connection keeps: 0 to 10,000. By default 100.
    public var statementCacheSize = 100

    /// When a commit has reached the disk. By default at the next checkpoint.
    public var synchronous = Synchronous.normal

    /// The most memory that each connection keeps database pages in, in bytes: 64 KiB to 1 TiB. By default 8 MiB.
    public var pageCacheSize = 8 << 20

    /// The most memory that the result of one query may take, in bytes, before the query fails. By default 256 MiB.
    /// What an insert, update or delete returns is not limited.
    public var maximumResultSize = 256 << 20

    /// Whether reads are tried on the caller's own thread first, for at most a quarter of a millisecond, and only then
    /// moved to a reader's thread. Saves two thread switches, which cost more than a read by key does. By default on.
    ///
    /// Switch it off where the file is much larger than the memory and the disk is slow: what a page read from disk takes
    /// cannot be cut short.
    public var runsShortReadsOnCaller = true

    /// SQL functions of the program's own, which every connection has.
    public var functions: [SQLiteFunction] = []

    /// A database in a file, which is made when it does not exist, readable and writable by its owner only. Its folder
    /// must exist. SQLite keeps two more files beside it, named like it with `-wal` and `-shm` appended.
    ///
    /// - Parameter path: The file's path, absolute or from the working directory.
    public static func file(_ path: String) -> SQLiteConfiguration {
        SQLiteConfiguration(.file(path))
    }

    /// A database in memory that belongs to its driver alone and is gone when that is closed.
    ///
    /// Such a database has one connection: while a transaction runs, all other statements wait for it. So inside a
    /// transaction use only the database that its closure gets; the outer one would wait until the deadline.
    public static var memory: SQLiteConfiguration {
        SQLiteConfiguration(.memory)
    }

    /// A database in memory that all drivers of this process with the same name share, and that is gone when the last of them
    /// is closed. Each of them has one connection; there is no write-ahead log, so that who reads keeps others from committing,
    /// and they wait for the ``busyTimeout``.
    ///
    /// - Parameter name: Letters and digits of ASCII, `-` and `_`.
    public static func memory(named name: String) -> SQLiteConfiguration {
        SQLiteConfiguration(.sharedMemory(name))
    }

    private init(_ location: Location) {
        self.location = location
        readerCount = min(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 4), 16)
    }

    /// Refuses what cannot work.
    func validate() throws(DatabaseError) {
        func require(_ condition: Bool, _ message: String) throws(DatabaseError) {
            guard condition else { throw DatabaseError(.misuse, message: message) }
        }
        if case .file(let path) = location {
            try require(!path.isEmpty, "the path of the database file is empty")
            try require(!path.utf8.contains(0), "the path of the database file contains a NUL")
            try require(path != ":memory:", "use SQLiteConfiguration.memory for a database in memory")
        }
        if case .sharedMemory(let name) = location {
            let isRight = name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
                default: false
                }
            }
            try require(!name.isEmpty && isRight, "the name of a database in memory has letters, digits, - and _ only")
        }
        for function in functions { try function.validate() }
        try require((1...64).contains(readerCount), "readerCount must be 1 to 64")
        try require((0...10_000).contains(statementCacheSize), "statementCacheSize must be 0 to 10,000")
        try require((64 << 10...1 << 40).contains(pageCacheSize), "pageCacheSize must be 64 KiB to 1 TiB")
        try require(maximumResultSize > 0, "maximumResultSize must be positive")
        try require(busyTimeout >= .zero, "busyTimeout must not be negative")
        try require(acquireTimeout >= .zero, "acquireTimeout must not be negative")
    }
}
