import ApusHTTP
import HTTPTypes
import Testing

@Suite("Cookies that a client sends")
struct ReceivedCookiesTests {
    private func read(_ fields: String...) -> [String] {
        let headers = HeaderFields(fields.map { (HTTPField.Name.cookie, $0) })
        return Request(headers: headers).cookies.all.map { "\($0.name)|\($0.value)" }
    }

    @Test("Names and values are split at semicolons and the first equals sign")
    func splitting() {
        #expect(read("a=1; b=2") == ["a|1", "b|2"])
        #expect(read("a=1;b=2;") == ["a|1", "b|2"])
        #expect(read("a=b=c; d=") == ["a|b=c", "d|"])
        #expect(read("a=1", "b=2") == ["a|1", "b|2"])
        #expect(read("a = 1 ;\tb=2\t") == ["a|1", "b|2"])
        #expect(read("a=1 2; b=3,4") == ["a|1 2", "b|3,4"])
        #expect(read("") == [])
        #expect(read(";;; ;") == [])
    }

    @Test("What has no name is passed over, and cannot pretend to be another cookie")
    func nameless() {
        #expect(read("abc; =x; =__Host-a=evil; a=1") == ["a|1"])
    }

    @Test("Quotes and backslashes protect nothing, so that no cookie can swallow others")
    func sandwich() {
        #expect(
            read(#"$Version=1; a="x; session=secret; b=y""#) == [#"$Version|1"#, #"a|"x"#, "session|secret", #"b|y""#]
        )
        #expect(read(#"a="1"; b=\"2\""#) == [#"a|"1""#, #"b|\"2\""#])
    }

    @Test("Other white space of Unicode stays part of a name, so that no prefix can be faked with it")
    func unicodeBlanks() {
        let request = Request(headers: [.cookie: "\u{2000}__Host-a=evil; \u{85}__Host-a=evil; \u{A0}__Host-a=evil"])
        #expect(request.cookies["__Host-a"] == nil)
        #expect(request.cookies.all.count == 3)
    }

    @Test("Names are compared exactly")
    func exactNames() {
        let request = Request(headers: [.cookie: "__host-a=1; __Host-A=2; a=3; __Host-a%20=4"])
        #expect(request.cookies[Cookie("a")] == nil)
        #expect(request.cookies["a"] == "3")
        #expect(request.cookies["__host-a"] == "1")
    }

    @Test("Values are not decoded")
    func percent() {
        #expect(read("a=%41+%3B") == ["a|%41+%3B"])
    }

    @Test("The first cookie of a name counts, and all can be had")
    func several() {
        let request = Request(headers: [.cookie: "__Host-a=1; b=2; __Host-a=3"])
        #expect(request.cookies[Cookie("a")] == "1")
        #expect(request.cookies.values("__Host-a") == ["1", "3"])
        #expect(request.cookies["c"] == nil)
    }

    @Test("Ten thousand cookies are read in one pass each time")
    func many() {
        let text = (0..<10_000).map { "c\($0)=\($0)" }.joined(separator: "; ")
        #expect(Request(headers: [.cookie: text]).cookies["c9999"] == "9999")
    }
}
