import Testing

@testable import ApusServer

/// The situations of llhttp's request corpus, written anew, and what this parser makes of each. Requests that llhttp
/// takes without `Host` have one here, since HTTP/1.1 asks for it.
@Suite struct RequestCorpusTests {
    enum Expectation: Sendable, Equatable {
        case events([String])
        case refused(ParseFailure)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let expectation: Expectation

        init(_ name: String, _ text: String, _ events: [String]) {
            testDescription = name
            bytes = Array(text.utf8)
            expectation = .events(events)
        }

        init(_ name: String, _ text: String, _ failure: ParseFailure) {
            testDescription = name
            bytes = Array(text.utf8)
            expectation = .refused(failure)
        }
    }

    static let connection = [
        Case(
            "keep-alive is the default",
            head("PUT /u", "Connection: keep-alive"),
            ["PUT /u [Host=a|Connection=keep-alive]"]
        ),
        Case(
            "close, with a tab behind it",
            head("PUT /u", "Connection: close\t"),
            ["PUT /u [Host=a|Connection=close] close"]
        ),
        Case(
            "close wins over keep-alive",
            head("PUT /u", "Connection: close, x, upgrade, keep-alive"),
            ["PUT /u [Host=a|Connection=close, x, upgrade, keep-alive] close"]
        ),
        Case(
            "empty members of the list",
            head("GET /u", "Connection: , ,Keep-Alive,"),
            ["GET /u [Host=a|Connection=, ,Keep-Alive,]"]
        ),
        Case("a CR for a hyphen", head("PUT /u", "Connection: keep\ralive"), .invalidFieldValue),
        Case("a space before the colon", head("PUT /u", "Connection : upgrade"), .invalidFieldName),
        Case("HTTP/1.0 closes", "PUT /u HTTP/1.0\r\n\r\n", ["PUT /u [] close"]),
        Case(
            "an upgrade that nobody takes up has a body as any request",
            head("POST /d", "Connection: Upgrade", "Upgrade: HTTP/2.0", "Content-Length: 4") + "body",
            ["POST /d [Host=a|Connection=Upgrade|Upgrade=HTTP/2.0|Content-Length=4] length 4", "body body"]
        ),
        Case(
            "an empty line between requests",
            head("POST /a", "Content-Length: 4") + "q=42\r\n" + head("GET /b"),
            ["POST /a [Host=a|Content-Length=4] length 4", "body q=42", "GET /b [Host=a]"]
        ),
    ]

    static let contentLength = [
        Case(
            "zeros in front",
            head("PUT /u", "Content-Length: 003", "Ohai: world") + "abc",
            ["PUT /u [Host=a|Content-Length=003|Ohai=world] length 3", "body abc"]
        ),
        Case(
            "any case, HTTP/1.0",
            "GET /u HTTP/1.0\r\nconTENT-Length: 5\r\n\r\nHELLO",
            ["GET /u [conTENT-Length=5] length 5 close", "body HELLO"]
        ),
        Case(
            "blanks around",
            head("POST /u", "Content-Length:\t 2 \t ") + "ab",
            ["POST /u [Host=a|Content-Length=2] length 2", "body ab"]
        ),
        Case("more than fits", head("PUT /u", "Content-Length: 1000000000000000000000"), .invalidContentLength),
        Case("two of them", head("PUT /u", "Content-Length: 1", "Content-Length: 2"), .invalidContentLength),
        Case(
            "with identity",
            head("PUT /u", "Content-Length: 1", "Transfer-Encoding: identity"),
            .unsupportedTransferEncoding
        ),
        Case("a space before the colon", head("PUT /u", "Content-Length : 4") + "abcd", .invalidFieldName),
        Case("a space inside", head("POST /u", "Content-Length: 4 2"), .invalidContentLength),
        Case("two numbers", head("POST /u", "Content-Length: 13 37"), .invalidContentLength),
        Case("nothing", head("POST /u", "Content-Length:"), .invalidContentLength),
        Case("a CR for the hyphen", head("PUT /u", "Content\rLength: 3") + "abc", .invalidFieldName),
        Case(
            "a CR where the body should begin",
            "PUT /u HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\rabc\r\n\r\n",
            .invalidFieldName
        ),
    ]

    static let versions = [
        Case("another protocol", "GET /m ICE/1.0\r\nHost: a\r\n\r\n", .invalidVersion),
        Case("nearly HTTP", "GET /m IHTTP/1.0\r\nHost: a\r\n\r\n", .invalidVersion),
        Case("RTSP", "OPTIONS /m RTSP/1.0\r\nHost: a\r\n\r\n", .invalidVersion),
        Case("HTTP/5.6", "GET / HTTP/5.6\r\nHost: a\r\n\r\n", .unsupportedVersion),
        Case("none", "GET /\r\n\r\n", .invalidTarget),
        Case("a field behind a CR", "GET / HTTP/1.1\rLine: 1\r\n\r\n", .invalidVersion),
        Case("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .unsupportedVersion),
        Case("the preface of HTTP/2 as HTTP/1.1", "PRI * HTTP/1.1\r\n\r\nSM\r\n\r\n", .invalidTarget),
    ]

    static let lines = [
        Case("CR between fields", head("GET /", "Foo: 1\rBar: 2"), .invalidFieldValue),
        Case("LF between fields", head("POST /", "x:x\nTransfer-Encoding: chunked"), .bareLineFeed),
        Case("CR after an empty value", head("POST /", "x:\rTransfer-Encoding: chunked"), .invalidFieldValue),
        Case("LF after an empty value", head("POST /", "x:\nTransfer-Encoding: chunked"), .bareLineFeed),
        Case(
            "CR and rubbish for the empty line",
            "GET / HTTP/1.1\r\nHost: a\r\n\rZGET /evil: HTTP/1.1\r\nHost: a\r\n\r\n",
            .invalidFieldName
        ),
        Case("a name with @", head("GET /", "Fo@: Failure"), .invalidFieldName),
        Case("a name with a control character", head("GET /", "Foo\u{1}test: Bar"), .invalidFieldName),
        Case("no name", head("GET /", ": Bar"), .invalidFieldName),
        Case("a folded name", head("GET /", "name\r\n : value"), .invalidFieldName),
        Case("a name that ends with CR and ESC", head("GET /", "Connection\r\u{1B}5eep-Alive"), .invalidFieldName),
        Case("a space before the first field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", .invalidFieldName),
        Case("a space before a later field", head("POST /", "Foo: bar\r\n Content-Length: 38"), .invalidFieldName),
        Case("a folded value", head("GET /", "Line: abc\r\n\tdef"), .invalidFieldName),
        Case("a value that is only folded", head("GET /", "Connection:\r\n close"), .invalidFieldName),
        Case("LF alone everywhere", "POST / HTTP/1.1\nHost: a\n\n", .bareLineFeed),
        Case("a form feed in a value", head("GET /", "X: hello\u{C}world"), .invalidFieldValue),
        Case(
            "text beyond ASCII in a value",
            head("GET /", "Test: D\u{FC}sseldorf"),
            ["GET / [Host=a|Test=D\u{FC}sseldorf]"]
        ),
        Case("plus signs in a value", head("GET /d", "aaa:++++"), ["GET /d [Host=a|aaa=++++]"]),
        Case("empty line in front", "\r\n" + head("GET /t"), ["GET /t [Host=a]"]),
    ]

    static let methods = [
        Case("REPORT", head("REPORT /t"), ["REPORT /t [Host=a]"]),
        Case("HEAD, which begins like HTTP", head("HEAD /t"), ["HEAD /t [Host=a]"]),
        Case("a method of nobody's", head("MKCOLA /"), ["MKCOLA / [Host=a]"]),
        Case("M-SEARCH *", head("M-SEARCH *"), .invalidTarget),
        Case("CONNECT", "CONNECT HOME0.NETSCAPE.COM:443 HTTP/1.0\r\n\r\nsome data", .unsupportedMethod),
        Case("CONNECT, host with an underscore", head("CONNECT home_0.netscape.com:443"), .unsupportedMethod),
        Case(
            "QUERY with a body",
            head("QUERY /c", "Content-Length: 6") + "select",
            ["QUERY /c [Host=a|Content-Length=6] length 6", "body select"]
        ),
        Case(
            "three in a row",
            head("POST /a", "Content-Length: 3") + "AAA" + head("PUT /b", "Content-Length: 4") + "BBBB"
                + head("PATCH /c"),
            [
                "POST /a [Host=a|Content-Length=3] length 3", "body AAA", "PUT /b [Host=a|Content-Length=4] length 4",
                "body BBBB", "PATCH /c [Host=a]",
            ]
        ),
    ]

    static let targets = [
        Case(
            "quotes",
            head("GET /with_\"quotes\"?foo=\\\"bar\\\""),
            ["GET /with_\"quotes\" ?foo=\\\"bar\\\" [Host=a]"]
        ),
        Case("a second question mark", head("GET /t?foo=bar?baz"), ["GET /t ?foo=bar?baz [Host=a]"]),
        Case("a host that ends with the query", head("GET http://h.org?hail=all"), ["GET / ?hail=all [Host=h.org]"]),
        Case(
            "a port that ends with the query",
            head("GET http://h.org:1234?hail=all"),
            ["GET / ?hail=all [Host=h.org:1234]"]
        ),
        Case("a port that ends with the target", head("GET http://h.org:1234"), ["GET / [Host=h.org:1234]"]),
        Case("a vertical bar", head("GET /t?query=|"), ["GET /t ?query=| [Host=a]"]),
        Case("text beyond ASCII", head("GET /\u{3B4}/t"), .invalidTarget),
        Case("a fragment", head("GET /f?page=1#posts"), .invalidTarget),
        Case("a user", head("GET http://a%12:b!&*$@h.org:1234/toto"), .invalidTarget),
        Case("a space", head("GET /foo bar/"), .invalidVersion),
        Case("a host that is none", "GET /t HTTP/1.1\r\nHost: 0.0.0.0=5000\r\n\r\n", ["GET /t [Host=0.0.0.0=5000]"]),
    ]

    static let chunks = [
        Case("a size in lower case", chunked("a\r\n0123456789\r\n0\r\n\r\n"), [chunkedHead, "body 0123456789"]),
        Case("a size in upper case", chunked("A\r\n0123456789\r\n0\r\n\r\n"), [chunkedHead, "body 0123456789"]),
        Case(
            "three zeros at the end",
            chunked("5\r\nhello\r\n6\r\n world\r\n000\r\n\r\n"),
            [chunkedHead, "body hello world"]
        ),
        Case(
            "trailers",
            chunked("5\r\nhello\r\n0\r\nVary: *\r\nContent-Type: text/plain\r\n\r\n"),
            [chunkedHead, "body hello [Vary=*|Content-Type=text/plain]"]
        ),
        Case(
            "extensions",
            chunked("5;ilove;so=much;another=with\r\nhello\r\n6;a;b\r\n world\r\n0\r\n\r\n"),
            [chunkedHead, "body hello world"]
        ),
        Case(
            "quoted extensions",
            chunked("5;i=\"I \\\"love\\\"; \\\\them\\\\\";b\r\nhello\r\n0\r\n\r\n"),
            [chunkedHead, "body hello"]
        ),
        Case("a quote that does not end", chunked("5;i=\"a\";b=\"c; d\r\nhello\r\n0\r\n\r\n"), .invalidChunk),
        Case("no semicolon", chunked("2 erf\r\naa\r\n0 rrrr\r\n\r\n"), .invalidChunk),
        Case("nothing after the semicolon", chunked("2;\r\naa\r\n0\r\n\r\n"), .invalidChunk),
        Case("a space after the size", chunked("a \r\n0123456789\r\n0\r\n\r\n"), .invalidChunk),
        Case("LF and spaces after the size", chunked("3 \n  \r\nfoo\r\n"), .invalidChunk),
        Case("no last chunk", chunked("3\r\nfoo\r\n\r\n"), .invalidChunk),
        Case("two CR after the size", chunked("5\r\r;ABCD\r\n34\r\nE\r\n0\r\n\r\n"), .invalidChunk),
        Case("no line end after the data", chunked("5\r\nABCDE0\r\n\r\n"), .invalidChunk),
        Case("pigeons", head("PUT /u", "Transfer-Encoding: pigeons"), .unsupportedTransferEncoding),
        Case(
            "identity and a length",
            head("POST /u", "Transfer-Encoding: identity", "Content-Length: 5"),
            .unsupportedTransferEncoding
        ),
        Case(
            "empty, three times, and a length",
            head("POST /u", "Content-Length: 10", "Transfer-Encoding:", "Transfer-Encoding:"),
            .unsupportedTransferEncoding
        ),
        Case("chunked, deflate", head("POST /u", "Transfer-Encoding: chunked, deflate"), .unsupportedTransferEncoding),
        Case(
            "chunked and then deflate",
            head("POST /u", "Transfer-Encoding: chunked", "Transfer-Encoding: deflate"),
            .invalidTransferEncoding
        ),
        Case("deflate, chunked", head("POST /u", "Transfer-Encoding: deflate, chunked"), .unsupportedTransferEncoding),
        Case(
            "deflate and then chunked",
            head("POST /u", "Transfer-Encoding: deflate", "Transfer-Encoding: chunked"),
            .unsupportedTransferEncoding
        ),
        Case("chunkedchunked", head("POST /u", "Transfer-Encoding: chunkedchunked"), .unsupportedTransferEncoding),
        Case("chunked, folded", head("PUT /u", "Transfer-Encoding: chunked\r\n  abc"), .invalidFieldName),
    ]

    @Test(arguments: connection + contentLength + versions + lines + methods + targets + chunks)
    func isReadAsExpected(_ example: Case) {
        let parser = ParserHarness()
        let whole = parser.events([example.bytes])
        switch example.expectation {
        case .events(let events): #expect(whole == events)
        case .refused(let failure): #expect(whole.last == "failure \(failure)")
        }
        #expect(parser.events(example.bytes.map { [$0] }) == whole)
    }

    private static func head(_ start: String, _ fields: String...) -> String {
        (["\(start) HTTP/1.1", "Host: a"] + fields).map { $0 + "\r\n" }.joined() + "\r\n"
    }

    private static let chunkedHead = "POST /u [Host=a|Transfer-Encoding=chunked] chunked"

    private static func chunked(_ body: String) -> String {
        head("POST /u", "Transfer-Encoding: chunked") + body
    }
}
