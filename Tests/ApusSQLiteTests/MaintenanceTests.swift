import ApusSQL
import ApusSQLite
import Foundation
import Testing

@Suite("SQLite is backed up, checked and extended", .timeLimit(.minutes(3)))
struct MaintenanceTests {
    @Test("a backup is one snapshot, taken while others write")
    func backup() async throws {
        try await withTemporaryFolder { folder in
            let driver = try await SQLiteDriver(.file(folder + "/live.sqlite"))
            let db = Database(driver)
            try await db.execute("create table pair (a integer not null, b integer not null, filler text) strict")
            let filler = String(repeating: "x", count: 1000)
            for number in 1...2000 { try await db.execute("insert into pair values (\(number), \(number), \(filler))") }
            let writer = Task {
                var count = 0
                while !Task.isCancelled {
                    try await db.execute("update pair set a = a + 1, b = b + 1")
                    count += 1
                }
                return count
            }
            for number in 1...3 { try await driver.backup(to: "\(folder)/copy\(number).sqlite") }
            writer.cancel()
            _ = try? await writer.value
            await db.close()

            for number in 1...3 {
                let path = "\(folder)/copy\(number).sqlite"
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
                let copy = try await SQLiteDriver(.file(path))
                #expect(try await Database(copy).first("select count(*) from pair where a = b", as: Int.self) == 2000)
                // All rows were changed as often.
                #expect(try await Database(copy).first("select max(a) - min(a) from pair", as: Int.self) == 1999)
                #expect(try await copy.integrityCheck().isEmpty)
                await copy.close()
            }
        }
    }

    @Test("a backup that cannot be made leaves nothing, and overwrites nothing")
    func failedBackup() async throws {
        try await withTemporaryFolder { folder in
            let driver = try await SQLiteDriver(.file(folder + "/live.sqlite"))
            try await Database(driver).execute("create table item (id integer primary key)")
            var error = try await databaseError { try await driver.backup(to: folder + "/live.sqlite") }
            #expect(error.code == .misuse)
            error = try await databaseError { try await driver.backup(to: folder + "/missing/copy.sqlite") }
            #expect(error.code == .storage)
            error = try await databaseError { try await driver.backup(to: "") }
            #expect(error.code == .misuse)
            let cancelled = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await driver.backup(to: folder + "/copy.sqlite")
            }
            error = try await databaseError { try await cancelled.value }
            #expect(error.code == .cancelled)
            let files = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(files.allSatisfy { $0.hasPrefix("live.sqlite") })
            await driver.close()
            error = try await databaseError { try await driver.backup(to: folder + "/copy.sqlite") }
            #expect(error.code == .closed)
        }
    }

    @Test("a database in memory is backed up too")
    func memoryBackup() async throws {
        try await withTemporaryFolder { folder in
            let driver = try await SQLiteDriver(.memory)
            try await Database(driver).execute("create table item (id integer primary key)")
            try await Database(driver).execute("insert into item values (7)")
            try await driver.backup(to: folder + "/copy.sqlite")
            let copy = Database(try await SQLiteDriver(.file(folder + "/copy.sqlite")))
            #expect(try await copy.all("select id from item", as: Int.self) == [7])
            await copy.close()
            await driver.close()
        }
    }

    @Test("a check finds references that lead nowhere")
    func references() async throws {
        let driver = try await SQLiteDriver(.memory)
        let db = Database(driver)
        try await db.execute("create table parent (id integer primary key)")
        try await db.execute("create table child (parent integer references parent (id))")
        try await db.execute("insert into parent values (1)")
        try await db.execute("insert into child values (1)")
        #expect(try await driver.integrityCheck() == [])
        try await db.execute("pragma foreign_keys = off")
        try await db.execute("delete from parent")
        #expect(try await driver.integrityCheck() == ["a row of child refers to a row of parent that is not there"])
        await driver.close()
    }

    @Test("a check finds damage")
    func damage() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/test.sqlite"
            let db = Database(try await SQLiteDriver(.file(path)))
            try await db.execute("create table item (filler text)")
            try await db.execute("create index item_filler on item (filler)")
            let filler = String(repeating: "x", count: 400)
            for _ in 1...200 { try await db.execute("insert into item values (\(filler))") }
            await db.close()

            let file = try FileHandle(forUpdating: URL(filePath: path))
            try file.seek(toOffset: 4096 * 6 + 100)
            try file.write(contentsOf: Data(repeating: 0xA5, count: 2000))
            try file.close()
            let damaged = try await SQLiteDriver(.file(path))
            #expect(try await !damaged.integrityCheck().isEmpty)
            await damaged.close()
        }
    }

    @Test("statements call functions of the program's own, on every connection")
    func functions() async throws {
        let repeated = SQLiteFunction("repeated", argumentCount: 2) { arguments in
            guard case .text(let text) = arguments[0], case .integer(let count) = arguments[1] else { return .null }
            return .text(String(repeating: text, count: Int(count)))
        }
        let kinds = SQLiteFunction("kinds", argumentCount: nil) { arguments in
            .text(arguments.map { "\($0)".prefix { $0 != "(" } }.joined(separator: ","))
        }
        let same = SQLiteFunction("same", argumentCount: 1) { $0[0] }
        let failing = SQLiteFunction("failing", argumentCount: 0, isDeterministic: false) { _ in
            throw DatabaseError(.other, message: "the secret reason")
        }
        try await withDatabase({ $0.functions = [repeated, kinds, same, failing] }) { db, _ in
            #expect(try await db.first("select repeated('ab', \(3))", as: String.self) == "ababab")
            #expect(try await db.first("select repeated(null, 1)", as: String?.self) == .some(nil))
            #expect(try await db.first("select same(x'00ff')", as: [UInt8].self) == [0, 255])
            #expect(try await db.first("select same(x'')", as: [UInt8].self) == [])
            #expect(try await db.first("select same('')", as: String.self) == "")
            #expect(try await db.first("select same(-1.5)", as: Double.self) == -1.5)
            let names = try await db.first("select kinds(1, 1.5, 'a', x'00', null)", as: String.self)
            #expect(names?.split(separator: ",").count == 5)
            let error = try await databaseError { try await db.first("select failing()", as: Int.self) }
            #expect(error.code == .invalidStatement)
            #expect(!error.description.contains("secret"))
            try await db.transaction { db in
                try await db.execute("create table item (name text)")
                try await db.execute("insert into item values (repeated('x', 2))")
                #expect(try await db.first("select name from item", as: String.self) == "xx")
            }
            let misplaced = try await databaseError {
                try await db.execute("create index i on item (repeated(name, 2))")
            }
            #expect(misplaced.code == .invalidStatement)
        }
        let error = try await databaseError {
            var configuration = SQLiteConfiguration.memory
            configuration.functions = [SQLiteFunction("", argumentCount: 1) { _ in .null }]
            _ = try await SQLiteDriver(configuration)
        }
        #expect(error.code == .misuse)
    }

    @Test("drivers share a database in memory by its name, until the last is closed")
    func sharedMemory() async throws {
        let name = "shared-\(UUID().uuidString)"
        let first = Database(try await SQLiteDriver(.memory(named: name)))
        let second = Database(try await SQLiteDriver(.memory(named: name)))
        try await first.execute("create table item (id integer primary key) strict")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for id in 1...100 {
                group.addTask {
                    try await (id.isMultiple(of: 2) ? first : second).execute("insert into item values (\(id))")
                }
            }
            try await group.waitForAll()
        }
        #expect(try await second.first("select count(*) from item", as: Int.self) == 100)
        await first.close()
        #expect(try await second.first("select count(*) from item", as: Int.self) == 100)
        await second.close()
        let third = Database(try await SQLiteDriver(.memory(named: name)))
        let error = try await databaseError { try await third.first("select count(*) from item", as: Int.self) }
        #expect(error.code == .invalidStatement)
        await third.close()
        let misnamed = try await databaseError { _ = try await SQLiteDriver(.memory(named: "a?vfs=unix")) }
        #expect(misnamed.code == .misuse)
    }
}
