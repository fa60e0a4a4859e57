import ApusSQL
import ApusSQLite
import Foundation
import Testing

@Suite("Files", .timeLimit(.minutes(1)))
struct FileTests {
    @Test("a missing folder is an error that names the path")
    func missingFolder() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/missing/test.sqlite"
            let error = try await databaseError { _ = try await SQLiteDriver(.file(path)) }
            #expect(error.code == .storage)
            #expect(error.message.contains(path))
            #expect(error.message.contains("No such file or directory"))
        }
    }

    @Test("a folder is no database")
    func folder() async throws {
        try await withTemporaryFolder { folder in
            let error = try await databaseError { _ = try await SQLiteDriver(.file(folder)) }
            #expect(error.code == .storage)
            #expect(error.message.contains(folder))
        }
    }

    @Test("a file that is no database is an error that names the path, and is left alone")
    func notADatabase() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/test.sqlite"
            let content = Data(String(repeating: "This is not a database. ", count: 1000).utf8)
            try content.write(to: URL(fileURLWithPath: path))
            let error = try await databaseError { _ = try await SQLiteDriver(.file(path)) }
            #expect(error.code == .storage)
            #expect(error.state == "26")
            #expect(error.message.contains(path))
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == content)
        }
    }

    @Test("a damaged file gives errors, never a crash")
    func damaged() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/test.sqlite"
            let db = Database(try await SQLiteDriver(.file(path)))
            try await db.execute("create table t (id integer primary key, name text, data blob) strict")
            try await db.execute("create index t_name on t (name)")
            try await db.transaction { db in
                for id in 0..<300 {
                    let data = [UInt8](repeating: UInt8(id & 0xFF), count: 100)
                    try await db.execute("insert into t values (\(id), \("name \(id)"), \(data))")
                }
            }
            await db.close()
            let intact = try Data(contentsOf: URL(fileURLWithPath: path))
            var errorCount = 0
            for _ in 0..<40 {
                var damaged = intact
                for _ in 0..<200 { damaged[Int.random(in: 100..<damaged.count)] = UInt8.random(in: 0...255) }
                try damaged.write(to: URL(fileURLWithPath: path))
                var configuration = SQLiteConfiguration.file(path)
                configuration.readerCount = 1
                do throws(DatabaseError) {
                    let db = Database(try await SQLiteDriver(configuration))
                    for sql: SQL in [
                        "select * from t", "select name from t order by name", "select sum(length(data)) from t",
                        "update t set name = 'x' where id > 150", "delete from t where id < 20",
                        "insert into t values (1000, 'y', x'00')",
                    ] {
                        do throws(DatabaseError) {
                            for row in try await db.rows(sql) { _ = try? row.decode(String.self, at: 0) }
                        } catch {
                            errorCount += 1
                        }
                    }
                    await db.close()
                } catch {
                    errorCount += 1
                }
                for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
            }
            #expect(errorCount > 0)
        }
    }

    @Test("a new file belongs to its owner alone, and closing leaves no other file")
    func permissions() async throws {
        try await withDatabase { db, path throws in
            try await db.execute("create table t (id integer)")
            for file in [path, path + "-wal", path + "-shm"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: file)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
            await db.close()
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["test.sqlite"])
        }
    }

    @Test("what was written is there when the file is opened again")
    func reopening() async throws {
        try await withTemporaryFolder { folder in
            for turn in 0..<3 {
                let db = Database(try await SQLiteDriver(.file(folder + "/test.sqlite")))
                try await db.execute("create table if not exists t (turn integer)")
                try await db.execute("insert into t values (\(turn))")
                #expect(try await db.all("select turn from t order by turn", as: Int.self) == Array(0...turn))
                await db.close()
            }
        }
    }

    @Test("commits that are only in the log survive a crash")
    func recovery() async throws {
        try await withDatabase { db, path throws in
            try await db.execute("create table t (id integer)")
            for id in 0..<10 { try await db.execute("insert into t values (\(id))") }
            let copy = path + ".copy"
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
            }
            let recovered = Database(try await SQLiteDriver(.file(copy)))
            #expect(try await recovered.all("select id from t", as: Int.self) == Array(0..<10))
            await recovered.close()
        }
    }

    @Test("a full disk is an error, and nobody is told that a change was made which was not")
    func full() async throws {
        try await withDatabase { db, _ throws in
            try await db.execute("create table t (id integer primary key, data blob) strict")
            try await db.execute("pragma max_page_count = 20")
            let transaction = try await databaseError {
                try await db.transaction { db throws in
                    try await db.execute("insert into t values (1, zeroblob(10000))")
                    let error = try await databaseError {
                        try await db.execute("insert into t values (2, zeroblob(100000))")
                    }
                    #expect(error.code == .storage)
                    throw error
                }
            }
            #expect(transaction.state == "13")
            #expect(try await db.first("select count(*) from t", as: Int.self) == 0)
            let inserted = await withTaskGroup { group in
                for id in 0..<32 {
                    group.addTask {
                        do throws(DatabaseError) {
                            return try await db.execute("insert into t values (\(id), zeroblob(8000))")
                        } catch {
                            #expect(error.code == .storage)
                            return 0
                        }
                    }
                }
                return await group.reduce(0, +)
            }
            #expect(inserted > 0 && inserted < 32)
            #expect(try await db.first("select count(*) from t", as: Int.self) == inserted)
        }
    }

    @Test("a path that looks like a URI is a path")
    func uri() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/a?mode=memory#b%20c"
            let db = Database(try await SQLiteDriver(.file(path)))
            try await db.execute("create table t (id integer)")
            await db.close()
            #expect(FileManager.default.fileExists(atPath: path))
        }
    }

    @Test(
        "a configuration that cannot work is refused",
        arguments: [
            { $0 = .file("") }, { $0 = .file(":memory:") }, { $0 = .file("a\0b") }, { $0.readerCount = 0 },
            { $0.readerCount = 1000 }, { $0.statementCacheSize = -1 }, { $0.pageCacheSize = 0 },
            { $0.maximumResultSize = 0 }, { $0.busyTimeout = .seconds(-1) }, { $0.acquireTimeout = .seconds(-1) },
        ] as [@Sendable (inout SQLiteConfiguration) -> Void]
    )
    func configuration(change: @Sendable (inout SQLiteConfiguration) -> Void) async throws {
        var configuration = SQLiteConfiguration.memory
        change(&configuration)
        let error = try await databaseError { [configuration] in _ = try await SQLiteDriver(configuration) }
        #expect(error.code == .misuse)
    }

    @Test("connections are configured as documented")
    func pragmas() async throws {
        try await withDatabase { configuration in
            configuration.synchronous = .full
        } _: { db, _ throws in
            for isReadOnly in [true, false] {
                try await db.transaction(TransactionOptions(isReadOnly: isReadOnly)) { db throws in
                    #expect(try await db.first("pragma foreign_keys", as: Int.self) == 1)
                    #expect(try await db.first("pragma trusted_schema", as: Int.self) == 0)
                    #expect(try await db.first("pragma secure_delete", as: Int.self) == 0)
                    #expect(try await db.first("pragma temp_store", as: Int.self) == 2)
                    #expect(try await db.first("pragma cache_size", as: Int.self) == -8192)
                    guard !isReadOnly else { return }
                    #expect(try await db.first("pragma journal_mode", as: String.self) == "wal")
                    #expect(try await db.first("pragma synchronous", as: Int.self) == 2)
                }
            }
        }
    }
}
