import Apus
import ApusTesting
import HTTPTypes
import Testing

@testable import Atlas

@Suite("Reading the atlas", .seededAtlas)
struct ReadingTests {
    /// Every way of reading, good and bad; the answers of both databases are compared byte by byte.
    static let targets = [
        "/",
        "/countries", "/countries?limit=100", "/countries?page=3&limit=100", "/countries?page=99",
        "/countries?search=land&sort=-name&limit=5", "/countries?search=ALAND", "/countries?search=%C3%A5land",
        "/countries?search=%25", "/countries?search=_", "/countries?search='%20or%201=1--", "/countries?search=",
        "/countries?alpha3=fin", "/countries?numeric=246", "/countries?sort=officialName,-code&limit=100",
        "/countries?sort=-officialName&limit=100", "/countries?sort=password", "/countries?sort=",
        "/countries?limit=0", "/countries?limit=101", "/countries?limit=ten", "/countries?page=0",
        "/countries?page=9223372036854775807", "/countries?page=9223372036854775808", "/countries?page=-1",
        "/countries/FI", "/countries/fi", "/countries/XX", "/countries/%00", "/countries?search=%00",
        "/places?country=%00", "/subdivisions?type=a%00b", "/countries/%F0%9F%92%A9",
        "/countries/FI/subdivisions", "/countries/GB/subdivisions", "/countries/XX/subdivisions",
        "/countries/FI/timezones", "/countries/US/timezones?limit=100", "/countries/BV/timezones",
        "/countries/XX/timezones",
        "/countries/FI/places", "/countries/XX/places",
        "/subdivisions", "/subdivisions?country=fi&limit=100", "/subdivisions?parent=GB-ENG&sort=name",
        "/subdivisions?type=Province&sort=-country,name", "/subdivisions?search=uusimaa", "/subdivisions/FI-18",
        "/subdivisions/gb-eng", "/subdivisions/FI-99", "/subdivisions?sort=parent&limit=100",
        "/subdivisions?sort=-parent&limit=100",
        "/languages", "/languages?search=finnish", "/languages?alpha2=FI", "/languages?scope=m&type=l&sort=-name",
        "/languages?sort=alpha2,code&limit=100", "/languages?sort=-alpha2,code&limit=100&page=79", "/languages/fin",
        "/languages/FIN", "/languages/xxx",
        "/currencies", "/currencies?numeric=978", "/currencies?search=dollar&sort=-name", "/currencies/eur",
        "/currencies/XXY",
        "/scripts", "/scripts?search=arab", "/scripts/LATN", "/scripts/Nope",
        "/timezones", "/timezones?country=us&limit=100", "/timezones?country=xx", "/timezones?sort=-latitude&limit=3",
        "/timezones?search=helsinki", "/timezones/Europe/Helsinki", "/timezones/Europe%2FHelsinki",
        "/timezones/Nowhere",
        "/places", "/places/1", "/places/one", "/places/99999999999999999999", "/nowhere", "/countries/FI/nowhere",
    ]

    @Test("Both databases give the same answer", arguments: targets)
    func sameAnswers(target: String) async throws {
        let sqlite = try await SeededAtlas.client(.sqlite).get(target)
        let postgres = try await SeededAtlas.client(.postgres).get(target)
        #expect(sqlite.status == postgres.status)
        #expect(sqlite.contentType == postgres.contentType)
        // A problem carries the id of its request, which is another one each time.
        #expect(try sqlite.jsonWithoutRequestID == postgres.jsonWithoutRequestID)
        #expect(sqlite.status.code < 500)
    }

    @Test("A country is served as the source has it", arguments: TestDatabase.allCases)
    func country(on kind: TestDatabase) async throws {
        let response = try await SeededAtlas.client(kind).get("/countries/FI")
        #expect(response.status == .ok)
        #expect(response.contentType == "application/json")
        #expect(
            response.text
                == #"{"code":"FI","alpha3":"FIN","numeric":"246","name":"Finland","officialName":"Republic of Finland","#
                + #""commonName":null,"flag":"🇫🇮"}"#
        )
    }

    @Test("A list has items, a total and links", arguments: TestDatabase.allCases)
    func list(on kind: TestDatabase) async throws {
        let json = try await SeededAtlas.client(kind).get("/countries?search=land&sort=-name&page=2&limit=3").json
        let items = try #require(json["items"]?.arrayValue)
        #expect(items.count == 3)
        #expect(json["page"] == 2)
        #expect(json["limit"] == 3)
        let total = try #require(json["total"]?.integerValue)
        let query = "/countries?search=land&sort=-name"
        #expect(json["links"]?["self"] == .string("\(query)&page=2&limit=3"))
        #expect(json["links"]?["first"] == .string("\(query)&page=1&limit=3"))
        #expect(json["links"]?["previous"] == .string("\(query)&page=1&limit=3"))
        #expect(json["links"]?["next"] == .string("\(query)&page=3&limit=3"))
        #expect(json["links"]?["last"] == .string("\(query)&page=\((total + 2) / 3)&limit=3"))
    }

    @Test("A search ignores case and accents", arguments: TestDatabase.allCases)
    func search(on kind: TestDatabase) async throws {
        for search in ["aland", "%C3%85LAND", "%C3%A5land"] {
            let json = try await SeededAtlas.client(kind).get("/countries?search=\(search)").json
            // The letters are in "New Zealand" too.
            #expect(json["items"]?.arrayValue?.map { $0["code"] } == ["NZ", "AX"])
        }
    }

    @Test("Subdivisions come as a tree", arguments: TestDatabase.allCases)
    func tree(on kind: TestDatabase) async throws {
        let json = try await SeededAtlas.client(kind).get("/countries/AZ/subdivisions").json
        let autonomous = try #require(json["items"]?.arrayValue?.first { $0["code"] == "AZ-NX" })
        let children = try #require(autonomous["children"]?.arrayValue)
        #expect(children.contains { $0["code"] == "AZ-BAB" && $0["parent"] == "AZ-NX" })
        #expect(json["items"]?.arrayValue?.contains { $0["code"] == "AZ-BAB" } == false)
    }

    @Test("A time zone names its countries and its place", arguments: TestDatabase.allCases)
    func timeZone(on kind: TestDatabase) async throws {
        let json = try await SeededAtlas.client(kind).get("/timezones/Europe/Helsinki").json
        #expect(json["name"] == "Europe/Helsinki")
        #expect(json["countries"] == ["FI", "AX"])
        #expect(json["latitude"]?.numberValue == 60 + 10.0 / 60)
        #expect(json["longitude"]?.numberValue == 24 + 58.0 / 60)
    }

    @Test("What belongs to a country is a list like any other", arguments: TestDatabase.allCases)
    func timeZonesOfACountry(on kind: TestDatabase) async throws {
        let json = try await SeededAtlas.client(kind).get("/countries/us/timezones?sort=-name&limit=2&page=2").json
        #expect(json["total"] == 29)
        #expect(json["items"]?.arrayValue?.map { $0["name"] } == ["America/Sitka", "America/Phoenix"])
        #expect(json["links"]?["next"] == "/countries/us/timezones?sort=-name&page=3&limit=2")
    }

    /// There are no places, which the total says already.
    @Test(
        "However long a list is, it takes the same few statements",
        arguments: TestDatabase.allCases,
        [
            ("/countries?limit=1", 2), ("/countries?limit=100", 2), ("/countries/FI", 1),
            ("/countries/FI/subdivisions", 2), ("/countries/GB/subdivisions", 2), ("/countries/FI/timezones", 4),
            ("/countries/US/timezones", 4), ("/countries/FI/places", 2), ("/timezones?limit=1", 3),
            ("/timezones?limit=100", 3), ("/timezones/Europe/Helsinki", 2), ("/languages?limit=100", 2),
            ("/currencies?limit=100", 2), ("/scripts?limit=100", 2), ("/subdivisions?limit=100", 2),
            ("/subdivisions/GB-ENG", 2), ("/places?limit=100", 1),
        ]
    )
    func statementCount(on kind: TestDatabase, _ expected: (target: String, count: Int)) async throws {
        let (client, recorder) = try SeededAtlas.recorded(kind)
        #expect(try await client.get(expected.target).status == .ok)
        #expect(recorder.statements.count == expected.count)
    }
}

extension TestResponse {
    /// The document without the member that differs from request to request.
    var jsonWithoutRequestID: JSONValue {
        get throws {
            guard contentType == "application/problem+json", case .object(var object) = try json else {
                return try json
            }
            object["requestId"] = nil
            return .object(object)
        }
    }
}
