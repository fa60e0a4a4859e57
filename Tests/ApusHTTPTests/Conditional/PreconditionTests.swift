import ApusHTTP
import HTTPTypes
import Testing

@Suite("Conditional requests")
struct PreconditionTests {
    private static let day = HTTPDate(secondsSince1970: 784_111_777)
    private static let before = "Sun, 06 Nov 1994 08:49:36 GMT"
    private static let same = "Sun, 06 Nov 1994 08:49:37 GMT"
    private static let validators = Validators(entityTag: EntityTag("a"), lastModified: day)

    private func precondition(
        _ fields: HeaderFields,
        _ method: HTTPRequest.Method = .get,
        _ validators: Validators? = validators
    ) -> Precondition {
        Request(method: method, headers: fields).precondition(for: validators)
    }

    @Test(
        "If-Match wants one of its tags, strong",
        arguments: [
            (#""a""#, .satisfied), (#""b", "a""#, .satisfied), (#""b""#, .failed), (#"W/"a""#, .failed),
            ("*", .satisfied), ("", .failed), ("a", .failed), (#""b,"a""#, .failed),
        ] as [(String, Precondition)]
    )
    func ifMatch(_ value: String, _ expected: Precondition) {
        #expect(precondition([.ifMatch: value]) == expected)
        #expect(precondition([.ifMatch: value], .put) == expected)
    }

    @Test(
        "If-None-Match wants none of its tags, weak or not",
        arguments: [
            (#""a""#, true), (#"W/"a""#, true), (#""b""#, false), (#""b" , W/"a""#, true), ("*", true), ("", false),
            (#"w/"a""#, false),
        ]
    )
    func ifNoneMatch(_ value: String, _ matches: Bool) {
        #expect(precondition([.ifNoneMatch: value]) == (matches ? .notModified : .satisfied))
        #expect(precondition([.ifNoneMatch: value], .head) == (matches ? .notModified : .satisfied))
        #expect(precondition([.ifNoneMatch: value], .put) == (matches ? .failed : .satisfied))
    }

    @Test("Dates are conditions only when they can be read and nothing better is there")
    func dates() {
        #expect(precondition([.ifModifiedSince: Self.same]) == .notModified)
        #expect(precondition([.ifModifiedSince: Self.before]) == .satisfied)
        #expect(precondition([.ifModifiedSince: Self.same], .post) == .satisfied)
        #expect(precondition([.ifModifiedSince: "yesterday"]) == .satisfied)
        #expect(precondition([.ifUnmodifiedSince: Self.before], .put) == .failed)
        #expect(precondition([.ifUnmodifiedSince: Self.same], .put) == .satisfied)
        #expect(precondition([.ifUnmodifiedSince: "yesterday"], .put) == .satisfied)
        #expect(precondition([.ifNoneMatch: #""b""#, .ifModifiedSince: Self.same]) == .satisfied)
        #expect(precondition([.ifMatch: #""a""#, .ifUnmodifiedSince: Self.before]) == .satisfied)
        #expect(precondition([.ifMatch: #""b""#, .ifNoneMatch: #""a""#]) == .failed)
        #expect(precondition([.ifMatch: #""a""#, .ifNoneMatch: #""a""#]) == .notModified)
    }

    @Test("What does not exist matches nothing")
    func absent() {
        #expect(precondition([.ifMatch: "*"], .put, nil) == .failed)
        #expect(precondition([.ifMatch: #""a""#], .put, nil) == .failed)
        #expect(precondition([.ifNoneMatch: "*"], .put, nil) == .satisfied)
        #expect(precondition([.ifModifiedSince: Self.same], .get, nil) == .satisfied)
        #expect(precondition([.ifNoneMatch: "*"], .put, Validators()) == .failed)
    }

    @Test("A response is only made when it is needed")
    func conditional() async throws {
        let made = try await Request().conditional(Self.validators) { Response("a") }
        #expect(made.status == .ok)
        #expect(made.headers[.eTag] == #""a""#)
        #expect(made.headers[.lastModified] == Self.same)
        let kept = try await Request(headers: [.ifNoneMatch: #""a""#]).conditional(Self.validators) {
            Issue.record("not needed")
            return Response("a")
        }
        #expect(kept.status == .notModified)
        #expect(kept.headers[.eTag] == #""a""#)
        await #expect(throws: Problem.self) {
            try await Request(headers: [.ifMatch: #""b""#]).conditional(Self.validators) { Response("a") }
        }
    }

    @Test(
        "Tags are read strictly",
        arguments: [
            (#""a""#, "a", false), (#"W/"a""#, "a", true), (#""""#, "", false), (#" "a,b" "#, "a,b", false),
            ("\"\u{E9}\"", "\u{E9}", false),
        ]
    )
    func tags(_ text: String, _ opaque: String, _ isWeak: Bool) throws {
        let tag = try #require(EntityTag(parsing: text))
        #expect(tag.opaque == opaque)
        #expect(tag.isWeak == isWeak)
    }

    @Test("What is no tag is none", arguments: ["", "a", "\"", "\"a", "a\"", "w/\"a\"", "\"a b\"", "\"a\"b", "W/a"])
    func noTags(_ text: String) {
        #expect(EntityTag(parsing: text) == nil)
    }

    @Test("A tag of any text is one line and can be read")
    func hostileTag() {
        let tag = EntityTag("a\"b\r\nc \u{E9}")
        #expect(tag.description == #""a%22b%0D%0Ac%20%C3%A9""#)
        #expect(EntityTag(parsing: tag.description) == tag)
    }
}
