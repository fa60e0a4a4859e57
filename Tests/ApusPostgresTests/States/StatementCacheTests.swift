import Testing

@testable import ApusPostgres

@Suite("Statement cache")
struct StatementCacheTests {
    @Test("The statements used least recently make room for new ones")
    func eviction() {
        var cache = StatementCache<String>(capacity: 3)
        for id in 0..<3 { cache.insert("s\(id)", for: id) }
        #expect(cache.use(0) == "s0")
        #expect(cache.makeRoom(for: 2, keeping: []) == ["s1", "s2"])
        #expect(cache.use(1) == nil)
        #expect(cache.use(0) == "s0")
    }

    @Test("A statement that is about to be used stays, even when there is no room")
    func needed() {
        var cache = StatementCache<String>(capacity: 2)
        cache.insert("a", for: 1)
        cache.insert("b", for: 2)
        #expect(cache.makeRoom(for: 1, keeping: [1, 3]) == ["b"])
        #expect(cache.makeRoom(for: 2, keeping: [1, 3, 4]) == [])
        #expect(cache.use(1) == "a")
    }

    @Test("A removed statement is gone")
    func removal() {
        var cache = StatementCache<String>(capacity: 2)
        cache.insert("a", for: 1)
        #expect(cache.remove(1) == "a")
        #expect(cache.remove(1) == nil)
        #expect(cache.makeRoom(for: 2, keeping: []) == [])
    }

    @Test(
        "Queries are kept, and what binds values; other statements are sent at once",
        arguments: [
            ("select 1", true), ("  INSERT into t values (1)", true), ("(select 1) union (select 2)", true),
            ("with x as (select 1) table x", true), ("begin", false), ("savepoint a", false),
            ("create table t ()", false),
            ("selection", false), ("", false), ("--", false),
        ]
    )
    func forms(sql: String, isKept: Bool) {
        var catalog = StatementCatalog(cacheSize: 10)
        let form = catalog.form(of: sql, bindsValues: false)
        if case .kept = form { #expect(isKept) } else { #expect(!isKept) }
        guard case .kept = catalog.form(of: sql, bindsValues: true) else {
            Issue.record("values need a description")
            return
        }
    }

    @Test("Very long statements are not kept, and none is without a cache")
    func notKept() {
        var catalog = StatementCatalog(cacheSize: 10)
        let long = "select 1 -- " + String(repeating: "x", count: 20_000)
        guard case .direct = catalog.form(of: long, bindsValues: true) else {
            Issue.record("it is kept")
            return
        }
        var none = StatementCatalog(cacheSize: 0)
        guard case .direct = none.form(of: "select 1", bindsValues: true) else {
            Issue.record("it is kept")
            return
        }
    }

    @Test("The catalog knows a statement again, and forgets those that never come again")
    func catalog() {
        var catalog = StatementCatalog(cacheSize: 2)
        func id(_ sql: String) -> Int? {
            if case .kept(let known) = catalog.form(of: sql, bindsValues: false) { known.id } else { nil }
        }
        let frequent = id("select 0")
        for number in 1...1000 {
            _ = id("select \(number)")
            #expect(id("select 0") == frequent)
        }
        #expect(id("select 1") != 1)
    }
}
