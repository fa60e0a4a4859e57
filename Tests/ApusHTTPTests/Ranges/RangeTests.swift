import ApusHTTP
import HTTPTypes
import NIOCore
import Testing

@Suite("Ranges")
struct RangeTests {
    @Test(
        "Parts of 1,000 bytes are selected",
        arguments: [
            ("bytes=0-499", .parts([0..<500])), ("bytes=500-", .parts([500..<1000])),
            ("bytes=-500", .parts([500..<1000])), ("bytes=-5000", .parts([0..<1000])),
            ("bytes=0-0,-1", .parts([0..<1, 999..<1000])), ("bytes=999-5000", .parts([999..<1000])),
            ("bytes=1000-", .unsatisfiable), ("bytes=-0", .unsatisfiable), ("bytes=1000-,0-0", .parts([0..<1])),
            ("Bytes=0-0", .parts([0..<1])), ("bytes= 0-0 , 5-5", .parts([0..<1, 5..<6])),
            ("bytes=5-5,0-0", .parts([5..<6, 0..<1])), ("bytes=,0-0,", .parts([0..<1])),
            ("bytes=0-99,50-60", .whole), ("bytes=0-,0-,0-", .whole), ("bytes=9-5", .whole), ("bytes=", .whole),
            ("bytes", .whole), ("lines=0-1", .whole), ("bytes=a-b", .whole), ("bytes=0-1-2", .whole),
            ("bytes=--1", .whole), ("bytes=0x0-1", .whole), ("bytes=0-1;", .whole), ("bytes=-", .whole),
            ("bytes=99999999999999999999-", .whole), ("bytes=0-99999999999999999999", .whole),
            ("bytes=9223372036854775807-", .unsatisfiable), ("bytes=0-9223372036854775807", .parts([0..<1000])),
            ("bytes=-9223372036854775807", .parts([0..<1000])),
        ] as [(String, RangeSelection)]
    )
    func select(_ value: String, _ expected: RangeSelection) {
        #expect(RangeSelection(value, length: 1000) == expected)
    }

    @Test("More ranges than anybody needs get the whole")
    func abuse() {
        let many = (0..<1300).map { "\($0 * 2)-\($0 * 2)" }.joined(separator: ",")
        #expect(RangeSelection("bytes=" + many, length: 10_000) == .whole)
    }

    @Test("Nothing of an empty representation can be selected")
    func empty() {
        #expect(RangeSelection("bytes=0-", length: 0) == .unsatisfiable)
        #expect(RangeSelection("bytes=-1", length: 0) == .unsatisfiable)
    }

    private static let text = "0123456789"
    private static let validators = Validators(
        entityTag: EntityTag("v1"),
        lastModified: HTTPDate(secondsSince1970: 784_111_777)
    )

    private func response(
        _ fields: HeaderFields,
        _ method: HTTPRequest.Method = .get,
        validators: Validators = validators
    ) throws -> Response {
        let request = Request(method: method, headers: fields)
        return try Response(to: request, length: 10, contentType: "text/plain", validators: validators) {
            try await $1.write(String(Array(Self.text)[$0]))
        }
    }

    private func body(_ response: Response) async throws -> String {
        String(buffer: try await response.body.collect(upTo: 10_000))
    }

    @Test("One part is a 206 with its place")
    func onePart() async throws {
        let response = try response([.range: "bytes=2-4"])
        #expect(response.status == .partialContent)
        #expect(response.headers[.contentRange] == "bytes 2-4/10")
        #expect(response.body.length == 3)
        #expect(response.body.contentType == "text/plain")
        #expect(try await body(response) == "234")
    }

    @Test("Several parts are multipart/byteranges, of the length announced")
    func severalParts() async throws {
        let response = try response([.range: "bytes=0-1,-2"])
        let type = try #require(response.body.contentType.flatMap { MediaType($0) })
        #expect(type.essence == "multipart/byteranges")
        let boundary = try #require(type[parameter: "boundary"])
        let text = try await body(response)
        #expect(
            text == """
                --\(boundary)\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-1/10\r\n\r\n01\r
                --\(boundary)\r\nContent-Type: text/plain\r\nContent-Range: bytes 8-9/10\r\n\r\n89\r
                --\(boundary)--\r\n
                """
        )
        #expect(response.body.length == text.utf8.count)
        #expect(response.headers[.contentRange] == nil)
    }

    @Test("What lies beyond the end is a 416 with the length")
    func beyond() throws {
        let response = try response([.range: "bytes=10-"])
        #expect(response.status == .rangeNotSatisfiable)
        #expect(response.headers[.contentRange] == "bytes */10")
    }

    @Test(
        "A range counts only while If-Range holds",
        arguments: [
            (#""v1""#, 206), (#""v2""#, 200), (#"W/"v1""#, 200), ("Sun, 06 Nov 1994 08:49:37 GMT", 206),
            ("Sun, 06 Nov 1994 08:49:38 GMT", 200), ("garbage", 200), ("", 200),
        ]
    )
    func ifRange(_ condition: String, _ status: Int) throws {
        #expect(try response([.range: "bytes=0-1", .ifRange: condition]).status.code == status)
    }

    @Test("If-Range never holds for what has no validators")
    func ifRangeWithout() throws {
        for condition in [#""v1""#, "Sun, 06 Nov 1994 08:49:37 GMT"] {
            let fields: HeaderFields = [.range: "bytes=0-1", .ifRange: condition]
            #expect(try response(fields, validators: Validators()).status == .ok)
        }
    }

    @Test("Conditions come before ranges, and HEAD has no ranges")
    func order() async throws {
        #expect(try response([.range: "bytes=0-1", .ifNoneMatch: #""v1""#]).status == .notModified)
        #expect(throws: Problem.self) { try response([.range: "bytes=0-1", .ifMatch: #""v2""#]) }
        #expect(try response([.range: "bytes=0-1"], .head).status == .ok)
        let whole = try response([:])
        #expect(whole.headers[.acceptRanges] == "bytes")
        #expect(whole.headers[.eTag] == #""v1""#)
        #expect(try await body(whole) == Self.text)
    }
}
