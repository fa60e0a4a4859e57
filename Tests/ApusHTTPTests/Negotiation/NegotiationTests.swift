import ApusHTTP
import HTTPTypes
import Testing

@Suite("Negotiation")
struct NegotiationTests {
    @Test(
        "The closest range decides (the examples of RFC 9110, section 12.5.1)",
        arguments: [
            ("text/plain;format=flowed", 1000), ("text/plain", 700), ("text/html", 300), ("image/jpeg", 500),
            ("text/plain;format=fixed", 400), ("text/html;level=3", 700),
        ]
    )
    func precision(_ type: String, _ expected: Int) throws {
        let accepted = AcceptedMediaTypes(
            """
            text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, \
            text/html;level=3;q=0.7, */*;q=0.5
            """
        )
        #expect(accepted.quality(of: try #require(MediaType(type))).thousandths == expected)
    }

    @Test(
        "The best media type is chosen",
        arguments: [
            (nil, "application/json"), ("", "application/json"), ("*/*", "application/json"),
            ("text/html", "text/html"), ("text/html;q=0.5, application/json;q=0.4", "text/html"),
            ("text/*", "text/html"), ("application/json;q=0, */*", "text/html"), ("image/png", nil),
            ("text/html;q=0", nil), ("application/json;q=1.5, text/html", "text/html"),
            ("application/json;q=0.1234, text/html;q=0.1", "text/html"), ("TEXT/HTML", "text/html"),
            (",, text/html ,", "text/html"), (#"x/y;a="b,c", text/html"#, "text/html"),
            ("*/html, text/html;q=0.1", "text/html"), ("garbage", "application/json"),
            ("text/html;q=0.5;ext=1, application/json;q=0.6", "application/json"),
        ] as [(String?, String?)]
    )
    func best(_ accept: String?, _ expected: String?) {
        #expect(AcceptedMediaTypes(accept).best(of: [.json, .html])?.description == expected)
    }

    @Test("Only the first 64 preferences are read")
    func limit() {
        let long = String(repeating: "a/b,", count: 64) + "text/html"
        #expect(AcceptedMediaTypes(long).best(of: [.html]) == nil)
    }

    @Test(
        "The best content coding is chosen",
        arguments: [
            (nil, "identity"), ("", "identity"), ("gzip", "gzip"), ("deflate, gzip;q=0.9", "deflate"),
            ("gzip;q=0", "identity"), ("*", "gzip"), ("*;q=0", nil), ("identity;q=0", nil),
            ("identity;q=0, gzip;q=0.001", "gzip"), ("br", "identity"), ("x-gzip", "gzip"), ("GZIP", "gzip"),
            ("gzip;q=0.5, identity", "identity"), ("br;q=1, *;q=0.1", "gzip"), ("*;q=0, identity", "identity"),
            ("gzip; q=0.2, deflate; q=0.3", "deflate"), ("gzip;q=2", "identity"),
        ] as [(String?, String?)]
    )
    func encodings(_ accept: String?, _ expected: String?) {
        #expect(AcceptedEncodings(accept).best(of: ["gzip", "deflate", "identity"]) == expected)
    }

    @Test(
        "The best language is chosen",
        arguments: [
            (nil, "en"), ("", "en"), ("de", "de-CH"), ("de-AT", "de-CH"), ("fr-CA, de;q=0.5", "fr"), ("pt", nil),
            ("pt, *;q=0.1", "en"), ("en;q=0.1, fr", "fr"), ("en;q=0, *", "de-CH"), ("EN-us-x-twain", "en"),
            ("zh-Hant-TW", "zh-Hant"),
        ] as [(String?, String?)]
    )
    func languages(_ accept: String?, _ expected: String?) {
        #expect(AcceptedLanguages(accept).best(of: ["en", "de-CH", "fr", "zh-Hant"]) == expected)
    }

    @Test("What a client does not accept is a 406 that says what there is")
    func notAcceptable() throws {
        let request = Request(headers: [.accept: "image/png"])
        let problem = #expect(throws: Problem.self) { try request.negotiate(.json, .html) }
        #expect(problem?.status == .notAcceptable)
        #expect(problem?.detail == "The response can be application/json or text/html.")
        #expect(try Request(headers: [.accept: "text/*"]).negotiate(.json, .html) == .html)
    }

    @Test("Vary names each field once")
    func vary() {
        var response = Response(headers: [.vary: "Accept, origin"])
        response.vary(by: .origin, .acceptEncoding)
        #expect(response.headers[.vary] == "Accept, origin, Accept-Encoding")
        response.headers[.vary] = "*"
        response.vary(by: .accept)
        #expect(response.headers[.vary] == "*")
    }

    @Test(
        "A quality is written with no more digits than it has",
        arguments: [(1000, "1"), (0, "0"), (500, "0.5"), (125, "0.125"), (10, "0.01"), (2000, "1"), (-1, "0")]
    )
    func quality(_ thousandths: Int, _ expected: String) {
        #expect(Quality(thousandths: thousandths).description == expected)
    }
}
