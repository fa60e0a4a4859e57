import ApusHTTP
import Testing

@Suite("Media types")
struct MediaTypeTests {
    @Test(
        "A media type is read with its parameters, and written in one form",
        arguments: [
            ("text/html", "text/html"),
            ("TEXT/HTML;Charset=UTF-8", "text/html; charset=UTF-8"),
            (#"text/html ; charset="utf-8""#, "text/html; charset=utf-8"),
            (#"multipart/form-data; boundary="a b\"c""#, #"multipart/form-data; boundary="a b\"c""#),
            ("text/html;", "text/html"),
            ("text/html; ;charset=utf-8", nil),
            (" application/json ", "application/json"),
            ("application/vnd.github+json;version=3", "application/vnd.github+json; version=3"),
            ("", nil), ("text", nil), ("text/", nil), ("/html", nil), ("text /html", nil), ("text/html x", nil),
            ("text/html; charset", nil), ("text/html; charset=", nil), (#"text/html; charset="x"#, nil),
            ("text/html\r\n", nil), ("text/html; a=\u{E9}", nil),
        ] as [(String, String?)]
    )
    func read(_ text: String, _ expected: String?) {
        #expect(MediaType(text)?.description == expected)
    }

    @Test(
        "JSON is known by its suffix too",
        arguments: [
            ("application/json", true), ("application/problem+json; charset=utf-8", true), ("text/json", false),
            ("application/xml", false), ("application/jsonp", false),
        ]
    )
    func json(_ text: String, _ expected: Bool) {
        #expect(MediaType(text)?.isJSON == expected)
    }

    @Test("A parameter replaces one of the same name")
    func parameters() {
        let type = MediaType.html.charset("utf-8").charset("latin1").parameter("a b", "c").parameter("v", "a\r\nb")
        #expect(type.description == #"text/html; charset=latin1; v="ab""#)
        #expect(type[parameter: "CHARSET"] == "latin1")
        #expect(type.isSame(as: .html))
    }
}
