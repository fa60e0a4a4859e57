import ApusPostgres
import ApusSQL
import Testing

@Suite("Configuration")
struct ConfigurationTests {
    @Test("The documented defaults hold")
    func defaults() throws {
        let configuration = try PostgresConfiguration(url: "postgres://localhost/atlas")
        #expect(configuration.maximumConnections == 8)
        #expect(configuration.acquireTimeout == .seconds(10))
        #expect(configuration.connectTimeout == .seconds(5))
        #expect(configuration.idleTimeout == .seconds(600))
        #expect(configuration.statementCacheSize == 100)
        #expect(configuration.statementTimeout == nil)
        #expect(configuration.cancellationTimeout == .seconds(5))
        #expect(configuration.closeTimeout == .seconds(30))
    }

    @Test(
        "A description has everything but secrets",
        arguments: [
            (
                "postgres://ann:hunter2@db.example.com:5433/atlas?sslmode=require",
                "postgres://ann@db.example.com:5433/atlas"
            ),
            ("postgresql://ann:hunter2@/atlas?password=hunter2&sslpassword=hunter2", "postgres://ann@/atlas"),
            ("postgres://a,b:1/c?user=hunter", "postgres://hunter@a,b:1/c"),
            ("postgres://[::1]:5432/", "postgres://[::1]:5432"),
            ("postgres://u:hunter%32@h", "postgres://u@h"),
        ]
    )
    func description(url: String, description: String) throws {
        let configuration = try PostgresConfiguration(url: url)
        #expect(configuration.description == description)
        #expect(String(reflecting: configuration) == description)
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(!dumped.contains("hunter2"))
        dump([configuration], to: &dumped)
        #expect(!"\(dumped) \([configuration]) \(Optional(configuration) as Any)".contains("hunter2"))
    }

    @Test(
        "What is no URL of a PostgreSQL database is refused, without quoting it",
        arguments: [
            ("", "it does not begin with postgres://"),
            ("mysql://u:hunter2@h/d", "it does not begin with postgres://"),
            ("host=h password=hunter2", "it does not begin with postgres://"),
            ("postgres://u:hunter2@h\0/d", "it has a NUL"),
            ("postgres://u:hunter2%zz@h/d", "invalid percent-encoded token"),
            (
                "postgres://u:hunter2@[::1/d",
                #"end of string reached when looking for matching "]" in IPv6 host address in URI"#
            ),
            ("postgres://u:hunter2@h/d?sslmod=require", #"invalid URI query parameter "sslmod""#),
            ("postgres://u:hunter2@h/d?Hunter2=1", "invalid URI query parameter"),
            (
                "postgres://u:hunter2@h/d?sslmode=maybe",
                "its sslmode is none of disable, allow, prefer, require, verify-ca and verify-full"
            ),
            ("postgres://u:hunter2@h:70000/d", "its port is not from 1 to 65535"),
            ("postgres://u:hunter2@h:0/d", "its port is not from 1 to 65535"),
            ("postgres://u:hunter2@h:x/d", "its port is not from 1 to 65535"),
        ]
    )
    func malformed(url: String, reason: String) {
        let error = #expect(throws: DatabaseError.self) { try PostgresConfiguration(url: url) }
        #expect(error?.code == .misuse)
        #expect(error?.message == "this is not a PostgreSQL connection URL: \(reason)")
    }
}
