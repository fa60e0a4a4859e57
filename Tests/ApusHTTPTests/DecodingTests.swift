import ApusCore
import ApusHTTP
import HTTPTypes
import NIOCore
import Testing

/// What a client is told about a JSON body, byte for byte.
@Suite struct DecodingTests {
    struct Place: Codable, Sendable, Validatable, Equatable {
        struct Point: Codable, Sendable, Validatable, Equatable {
            var latitude: Double

            func validate(_ check: inout Validation) {
                check.range(of: latitude, in: -90...90, at: "latitude")
            }
        }

        var name: String
        var note: String?
        var points: [Point]

        func validate(_ check: inout Validation) {
            check.notBlank(name, at: "name")
            check.length(of: name, in: 1...5, at: "name")
            check.length(of: note, in: ...3, at: "note")
            check.each(points, at: "points")
            check.require(points.count < 3, at: "a/b~c", code: "custom", message: "must be \"fewer\"")
        }
    }

    private func answer(_ body: String, type: String? = "application/json") async throws -> String {
        let router = Router()
        router.post("/") { request in try await request.decode(Place.self) }
        let headers: HeaderFields = type.map { [.contentType: $0] } ?? [:]
        let request = Request(method: .post, headers: headers, body: RequestBody(body))
        let response = try await router.compile().respond(to: request)
        let text = String(buffer: try await response.body.collect(upTo: 100_000))
        let id = request.id.description
        #expect(response.status == .ok || response.headers[.requestID] == id)
        #expect(response.body.contentType == (response.status == .ok ? "application/json" : "application/problem+json"))
        return "\(response.status.code) "
            + text.split(separator: id, omittingEmptySubsequences: false).joined(separator: "ID")
    }

    @Test(arguments: [
        "application/json", "application/json; charset=utf-8", "Application/JSON ;x=y", "application/vnd.x+json",
    ])
    func decodesJSON(_ type: String) async throws {
        #expect(try await answer(#"{"name":"Oulu","points":[]}"#, type: type) == #"200 {"name":"Oulu","points":[]}"#)
    }

    @Test(arguments: [nil, "text/plain", "", "application/jsonx", "text/json"])
    func otherMediaTypesAreUnsupported(_ type: String?) async throws {
        #expect(
            try await answer("{}", type: type)
                == #"415 {"type":"about:blank","title":"Unsupported Media Type","status":415,"code":"unsupported_media_type","detail":"The body must be application/json.","requestId":"ID"}"#
        )
    }

    @Test func malformedJSONHasAPosition() async throws {
        let answer = try await answer("{\n  \"name\": tru\n}")
        #expect(
            answer.hasPrefix(
                #"400 {"type":"about:blank","title":"Bad Request","status":400,"code":"malformed_json","detail":"The body is not well-formed JSON: "#
            )
        )
        #expect(answer.contains(#""line":2,"column":"#))
        #expect(answer.contains(#""offset":"#))
    }

    @Test func deepJSONIsRefused() async throws {
        let answer = try await answer(String(repeating: "[", count: 100_000))
        #expect(answer.hasPrefix("400 "))
        #expect(answer.contains(#""code":"json_depth_exceeded""#))
    }

    @Test func aWrongTypeHasAPointer() async throws {
        let answer = try await answer(#"{"name":"Oulu","points":[{"latitude":1},{"latitude":"x"}]}"#)
        #expect(
            answer.hasPrefix(
                #"422 {"type":"about:blank","title":"Unprocessable Content","status":422,"code":"invalid_body","#
            )
        )
        #expect(answer.contains(#""violations":[{"pointer":"/points/1/latitude","code":"type_mismatch","message":"#))
    }

    @Test func aMissingFieldHasAPointer() async throws {
        let answer = try await answer(#"{"points":[]}"#)
        #expect(answer.hasPrefix("422 "))
        #expect(answer.contains(#""code":"missing_key""#))
        #expect(answer.contains(#""pointer":"/name""#))
    }

    @Test func everyViolationIsReported() async throws {
        let body = #"{"name":"   ","note":"four","points":[{"latitude":1},{"latitude":91},{"latitude":-91}]}"#
        #expect(
            try await answer(body)
                == #"422 {"type":"about:blank","title":"Unprocessable Content","status":422,"code":"validation_failed","detail":"The body has 5 violations.","violations":[{"pointer":"/name","code":"blank","message":"must not be blank"},{"pointer":"/note","code":"length","message":"must have a length 3 or less"},{"pointer":"/points/1/latitude","code":"range","message":"must be from -90.0 to 90.0"},{"pointer":"/points/2/latitude","code":"range","message":"must be from -90.0 to 90.0"},{"pointer":"/a~1b~0c","code":"custom","message":"must be \"fewer\""}],"requestId":"ID"}"#
        )
    }

    @Test func violationsAreBounded() {
        var check = Validation()
        check.each(Array(repeating: Place.Point(latitude: 100), count: 1000), at: "points")
        #expect(check.violations.count == Validation.maximumViolations)
        #expect(check.violations.last?.pointer == "/points/99/latitude")
    }

    @Test func aBodyIsLimited() async throws {
        let request = Request(method: .post, headers: [.contentType: "application/json"], body: RequestBody("[1,2,3]"))
        let problem = await #expect(throws: Problem.self) { try await request.decode([Int].self, upTo: 6) }
        #expect(problem?.status == .contentTooLarge)
        #expect(problem?.detail == "The body is larger than the limit of 6 bytes.")
        #expect(try await request.decode([Int].self, upTo: 7) == [1, 2, 3])
    }
}
