import ApusHTTP
import FoundationEssentials
import HTTPTypes
import NIOCore
import Testing

@Suite("Forms")
struct FormTests {
    enum Color: String, Codable, CaseIterable { case red, green }

    struct Place: Codable, Equatable {
        var name: String
        var latitude: Double
    }

    struct Signup: Codable, Equatable, Validatable {
        var name: String
        var age: Int?
        var interests: [String]
        var places: [Place]
        var color: Color
        var wantsNews: Bool
        var note: String?

        func validate(_ check: inout Validation) {
            check.length(of: name, in: 2..., at: "name")
            check.range(of: age, in: 18..., at: "age")
        }
    }

    private func decode<Value: Decodable>(
        _ type: Value.Type,
        _ body: String,
        contentType: String = "application/x-www-form-urlencoded",
        limits: FormLimits = .standard
    ) async throws -> Value {
        let request = Request(method: .post, headers: [.contentType: contentType], body: RequestBody(body))
        return try await request.decodeForm(type, limits: limits)
    }

    /// `status code pointer:code …` of what is wrong.
    private func problem(_ body: String, limits: FormLimits = .standard) async throws -> String {
        let error = await #expect(throws: Problem.self) { _ = try await decode(Signup.self, body, limits: limits) }
        let problem = try #require(error)
        return (["\(problem.status.code) \(problem.code)"] + problem.violations.map { "\($0.pointer):\($0.code)" })
            .joined(separator: " ")
    }

    @Test("A whole form becomes a value")
    func whole() async throws {
        let body = """
            name=Tove+Jansson&age=30&interests=art&interests=s%C3%A9a&places[1][name]=Klovharu&places[1][latitude]=60.1\
            &places%5B0%5D%5Bname%5D=Helsinki&places[0][latitude]=-6e1&color=green&wantsNews=on&note=&extra=1
            """
        #expect(
            try await decode(Signup.self, body)
                == Signup(
                    name: "Tove Jansson",
                    age: 30,
                    interests: ["art", "séa"],
                    places: [Place(name: "Helsinki", latitude: -60), Place(name: "Klovharu", latitude: 60.1)],
                    color: .green,
                    wantsNews: true,
                    note: nil
                )
        )
    }

    @Test("What a browser does not send is empty, false or nil")
    func missing() async throws {
        let signup = try await decode(Signup.self, "name=Tove&age=&color=red")
        #expect(signup.age == nil)
        #expect(signup.interests == [])
        #expect(signup.places == [])
        #expect(!signup.wantsNews)
    }

    @Test("Every violation is told at once")
    func violations() async throws {
        #expect(
            try await problem("age=old&places[0][latitude]=north&wantsNews=perhaps&color=blue&interests[x]=1")
                == "422 invalid_form /name:missing /age:type_mismatch /interests:type_mismatch /places/0/name:missing "
                + "/places/0/latitude:type_mismatch /color:invalid_value /wantsNews:type_mismatch"
        )
        #expect(try await problem("name=T&age=17&color=red") == "422 invalid_form /name:length /age:range")
        #expect(try await problem("") == "422 invalid_form /name:missing /color:missing")
    }

    @Test("What must be given once is not given twice")
    func pollution() async throws {
        #expect(try await problem("name=Tove&name=Evil&color=red") == "422 invalid_form /name:type_mismatch")
        #expect(try await problem("name[x]=Tove&color=red") == "422 invalid_form /name:type_mismatch")
    }

    @Test("Numbers are in range and finite, and written as people write them")
    func numbers() async throws {
        struct Numbers: Codable, Equatable {
            var small: Int8?
            var positive: UInt?
            var real: Double?
        }
        #expect(
            try await decode(Numbers.self, "small=-128&positive=0&real=.5")
                == Numbers(small: -128, positive: 0, real: 0.5)
        )
        for bad in [
            "small=128", "positive=-1", "real=nan", "real=inf", "real=0x10", "real=1e999", "small=1.0", "small=+1+",
        ] {
            await #expect(throws: Problem.self) { _ = try await decode(Numbers.self, bad) }
        }
    }

    @Test("Dates and ids are read")
    func datesAndIDs() async throws {
        struct Event: Codable, Equatable {
            var id: UUID
            var day: Date
            var end: Date?
        }
        let id = UUID()
        let event = try await decode(Event.self, "id=\(id)&day=2026-12-01&end=2026-12-01T10:00:00Z")
        #expect(event.id == id)
        #expect(event.day == Date(timeIntervalSince1970: 1_796_083_200))
        #expect(event.end == Date(timeIntervalSince1970: 1_796_119_200))
        let error = await #expect(throws: Problem.self) { _ = try await decode(Event.self, "id=7&day=soon") }
        #expect(error?.violations.map(\.pointer) == ["/id", "/day"])
    }

    @Test("A form can be a dictionary or a list of lists")
    func dictionaries() async throws {
        #expect(try await decode([String: String].self, "a=1&b=&%26=%3D&c") == ["a": "1", "b": "", "&": "=", "c": ""])
        #expect(try await decode([String: [Int]].self, "a[]=1&a[]=2&b[0]=3") == ["a": [1, 2], "b": [3]])
    }

    @Test(
        "Names whose brackets do not match stand for themselves",
        arguments: ["a[", "a[b", "a]", "[a]", "a[b]c", "a[][b]", "a[[b]]"]
    )
    func oddNames(name: String) async throws {
        #expect(try await decode([String: String].self, "\(name)=1") == [name: "1"])
    }

    @Test("Bad encoding is refused", arguments: ["a=%", "a=%4", "a=%GG", "a=%FF", "%00=1", "a=b%00"])
    func encoding(body: String) async throws {
        #expect(try await problem(body) == "400 malformed_form")
    }

    @Test(
        "Other media types are refused",
        arguments: ["", "text/plain", "application/json", "multipart/form-data; boundary=x"]
    )
    func mediaTypes(type: String) async throws {
        let error = await #expect(throws: Problem.self) {
            _ = try await decode(Signup.self, "name=Tove&color=red", contentType: type)
        }
        #expect(error?.status == .unsupportedMediaType)
        _ = try await decode(
            Signup.self,
            "name=Tove&color=red",
            contentType: "application/x-www-form-urlencoded; charset=UTF-8"
        )
    }

    @Test("Fields, depth and bytes are limited")
    func limits() async throws {
        #expect(try await problem(String(repeating: "a=1&", count: 1001)) == "413 too_many_fields")
        #expect(try await problem("a" + String(repeating: "[b]", count: 6) + "=1") == "400 form_too_deep")
        #expect(try await problem("name=Tove", limits: FormLimits(bytes: 8)) == "413 content_too_large")
        #expect(try await problem("a" + String(repeating: "[b]", count: 500_000) + "=1") == "400 form_too_deep")
    }

    @Test("A list does not grow with the numbers of its elements")
    func sparse() async throws {
        #expect(try await decode([String: [Int]].self, "a[18446744073709551615]=2&a[7]=1") == ["a": [1, 2]])
        let error = await #expect(throws: Problem.self) {
            _ = try await decode([String: [Int]].self, "a[18446744073709551616]=1&a[-1]=2")
        }
        #expect(error?.violations.map(\.code) == ["type_mismatch"])
    }

    @Test("No more violations are told than anybody reads")
    func manyViolations() async throws {
        let body = (0..<900).map { "a[\($0)]=x" }.joined(separator: "&")
        let error = await #expect(throws: Problem.self) { _ = try await decode([String: [Int]].self, body) }
        #expect(error?.violations.count == Validation.maximumViolations)
    }
}

@Suite("Decoded queries")
struct QueryDecodingTests {
    struct Search: Decodable, Equatable, Validatable {
        var text: String?
        var tags: [String]
        var page: Int?

        func validate(_ check: inout Validation) {
            check.range(of: page, in: 1..., at: "page")
        }
    }

    @Test("A query becomes a value")
    func decoding() throws {
        let request = Request(target: "/?text=the%20sea&tags=a&tags=b&page=2")
        #expect(try request.query.decode(Search.self) == Search(text: "the sea", tags: ["a", "b"], page: 2))
        #expect(try Request(target: "/").query.decode(Search.self) == Search(text: nil, tags: [], page: nil))
    }

    @Test("What is wrong is a 400 with every violation")
    func violations() throws {
        let error = #expect(throws: Problem.self) {
            _ = try Request(target: "/?text=a&text=b&page=x").query.decode(Search.self)
        }
        #expect(error?.status == .badRequest)
        #expect(error?.code == "invalid_query")
        #expect(error?.detail == "The query has 2 violations.")
        #expect(error?.violations.map(\.pointer) == ["/text", "/page"])
        let invalid = #expect(throws: Problem.self) { _ = try Request(target: "/?page=0").query.decode(Search.self) }
        #expect(invalid?.violations.map(\.code) == ["range"])
        #expect(invalid?.detail == "The query has a violation.")
    }
}
