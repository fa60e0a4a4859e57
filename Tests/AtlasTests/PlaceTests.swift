import Apus
import ApusTesting
import HTTPTypes
import Testing

@testable import Atlas

@Suite("Places")
struct PlaceTests {
    private static let nuuksio =
        #"{"name": "Nuuksio", "country": "fi", "latitude": 60.29, "longitude": 24.56, "note": "A park"}"#

    @Test("A place can be made, read, replaced, changed and removed", arguments: TestDatabase.allCases)
    func life(on kind: TestDatabase) async throws {
        try await withClient(on: kind) { client in
            let created = try await client.send(.post, "/places", json: Self.nuuksio)
            #expect(created.status == .created)
            #expect(created.headers[.location] == "/places/1")
            #expect(created.headers[.eTag] == "\"1\"")
            let place = try created.json
            #expect(place["id"] == 1)
            #expect(place["name"] == "Nuuksio")
            #expect(place["country"] == "FI")
            #expect(place["latitude"]?.numberValue == 60.29)
            #expect(place["note"] == "A park")
            #expect(place["version"] == 1)

            #expect(try await client.get("/places/1").json == place)
            #expect(try await client.get("/countries/FI/places").json["total"] == 1)

            let replaced = try await client.send(
                .put,
                "/places/1",
                json: #"{"name": "Repovesi", "country": "FI", "latitude": 61, "longitude": 27, "version": 1}"#
            )
            #expect(replaced.status == .ok)
            #expect(try replaced.json["note"] == .null)
            #expect(try replaced.json["version"] == 2)

            let changed = try await client.send(
                .patch,
                "/places/1",
                json: #"{"note": "Lakes"}"#,
                headers: [.ifMatch: "\"2\"", .contentType: "application/merge-patch+json"]
            )
            #expect(changed.status == .ok)
            #expect(try changed.json["name"] == "Repovesi")
            #expect(try changed.json["note"] == "Lakes")
            #expect(changed.headers[.eTag] == "\"3\"")

            #expect(try await client.send(.delete, "/places/1", headers: [.ifMatch: "\"3\""]).status == .noContent)
            #expect(try await client.get("/places/1").status == .notFound)
            #expect(try await client.send(.delete, "/places/1").status == .notFound)
        }
    }

    @Test("A stale change is refused and loses nothing", arguments: TestDatabase.allCases)
    func stale(on kind: TestDatabase) async throws {
        try await withClient(on: kind) { client in
            _ = try await client.send(.post, "/places", json: Self.nuuksio)
            #expect(try await client.send(.patch, "/places/1", json: #"{"name": "A", "version": 1}"#).status == .ok)
            let byMember = try await client.send(.patch, "/places/1", json: #"{"name": "B", "version": 1}"#)
            #expect(byMember.status == .conflict)
            let byHeader = try await client.send(
                .patch,
                "/places/1",
                json: #"{"name": "B"}"#,
                headers: [.ifMatch: "\"1\""]
            )
            #expect(byHeader.status == .preconditionFailed)
            let unconditional = try await client.send(.patch, "/places/1", json: #"{"name": "B"}"#)
            #expect(unconditional.status == .preconditionRequired)
            let removal = try await client.send(.delete, "/places/1", headers: [.ifMatch: "\"1\""])
            #expect(removal.status == .preconditionFailed)
            #expect(try await client.send(.delete, "/places/1").status == .preconditionRequired)
            #expect(try await client.get("/places/1").json["name"] == "A")
        }
    }

    @Test("Of many changes at once to one version, one is made", arguments: TestDatabase.allCases)
    func race(on kind: TestDatabase) async throws {
        try await withClient(on: kind) { client in
            _ = try await client.send(.post, "/places", json: Self.nuuksio)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        let json = #"{"name": "N\#(number)", "version": 1}"#
                        return try await client.send(.patch, "/places/1", json: json).status.code
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 200 }.count == 1)
            #expect(statuses.filter { $0 == 409 }.count == 19)
            #expect(try await client.get("/places/1").json["version"] == 2)
        }
    }

    @Test("Every violation is named, with a pointer", arguments: TestDatabase.allCases)
    func violations(on kind: TestDatabase) async throws {
        try await withClient(on: kind) { client in
            let json = #"{"name": " ", "country": "FIN", "latitude": 90.1, "longitude": -181, "note": null}"#
            let response = try await client.send(.post, "/places", json: json)
            #expect(response.status == .unprocessableContent)
            #expect(response.contentType == "application/problem+json")
            let pointers = try response.json["violations"]?.arrayValue?.map { $0["pointer"] }
            #expect(pointers == ["/name", "/country", "/latitude", "/longitude"])

            let unknown = try await client.send(
                .post,
                "/places",
                json: #"{"name": "X", "country": "XX", "latitude": 0, "longitude": 0}"#
            )
            #expect(unknown.status == .unprocessableContent)
            #expect(try unknown.json["violations"]?.arrayValue?.first?["pointer"] == "/country")
            #expect(try await client.get("/places").json["total"] == 0)
        }
    }

    @Test(
        "A body that is not a place is refused with its fault",
        arguments: [
            (#"{"name": "X", "country": "FI", "latitude": "north", "longitude": 0}"#, 422, "/latitude"),
            (#"{"country": "FI", "latitude": 1, "longitude": 0}"#, 422, "/name"),
            (#"{"name": "X", "country": "FI", "latitude": 1e999, "longitude": 0}"#, 422, "/latitude"),
            (#"[]"#, 422, ""),
        ]
    )
    func wrongShape(json: String, status: Int, pointer: String) async throws {
        try await withClient(on: .sqlite) { client in
            let response = try await client.send(.post, "/places", json: json)
            #expect(response.status.code == status)
            #expect(try response.json["violations"]?.arrayValue?.first?["pointer"] == .string(pointer))
        }
    }

    @Test("Members that are missing or of the wrong type are all named at once")
    func wrongShapes() async throws {
        try await withClient(on: .sqlite) { client in
            let created = try await client.send(.post, "/places", json: #"{"country": 7, "latitude": "north"}"#)
            #expect(created.status == .unprocessableContent)
            #expect(
                try created.json["violations"]?.arrayValue?.map { $0["pointer"] }
                    == ["/name", "/country", "/latitude", "/longitude"]
            )
            let place = #"{"name": "X", "country": "FI", "latitude": 1, "longitude": 2}"#
            #expect(try await client.send(.post, "/places", json: place).status == .created)
            let changed = try await client.send(
                .patch,
                "/places/1",
                json: #"{"name": null, "latitude": null, "note": null, "version": "1"}"#
            )
            #expect(changed.status == .unprocessableContent)
            #expect(
                try changed.json["violations"]?.arrayValue?.map { $0["pointer"] } == ["/name", "/latitude", "/version"]
            )
        }
    }

    @Test("A control character is refused, and zero has no sign", arguments: TestDatabase.allCases)
    func normal(on kind: TestDatabase) async throws {
        try await withClient(on: kind) { client in
            let json = #"{"name": "a\u0000b", "country": "\u0000F", "latitude": 0, "longitude": 0, "note": "\u0007"}"#
            let refused = try await client.send(.post, "/places", json: json)
            #expect(refused.status == .unprocessableContent)
            let pointers = try refused.json["violations"]?.arrayValue?.map { $0["pointer"] }
            #expect(pointers == ["/name", "/country", "/note"])

            let zero = #"{"name": "Null Island", "country": "FI", "latitude": -0.0, "longitude": -0}"#
            let created = try await client.send(.post, "/places", json: zero)
            #expect(created.text.contains(#""latitude":0.0,"longitude":0.0,"#))
        }
    }

    @Test("Malformed JSON is refused with its position")
    func malformed() async throws {
        try await withClient(on: .sqlite) { client in
            let response = try await client.send(.post, "/places", json: "{\n  \"name\": }")
            #expect(response.status == .badRequest)
            #expect(try response.json["line"] == 2)
            #expect(try response.json["column"] == 11)
            #expect(try response.json["offset"] == 12)
            let deep = try await client.send(.post, "/places", json: String(repeating: "[", count: 100_000))
            #expect(deep.status == .badRequest)
        }
    }

    @Test("Another media type is refused")
    func mediaType() async throws {
        try await withClient(on: .sqlite) { client in
            let response = try await client.send(
                .post,
                "/places",
                headers: [.contentType: "text/csv"],
                body: "name,country"
            )
            #expect(response.status == .unsupportedMediaType)
        }
    }

    @Test("Text that looks like SQL is text", arguments: TestDatabase.allCases)
    func injection(on kind: TestDatabase) async throws {
        try await withClient(on: kind) { client in
            let name = "'); drop table place; --"
            let response = try await client.send(
                .post,
                "/places",
                json: #"{"name": "\#(name)", "country": "FI", "latitude": 0, "longitude": 0}"#
            )
            #expect(response.status == .created)
            #expect(try await client.get("/places/1").json["name"] == .string(name))
            #expect(try await client.get("/places?search=drop%20table").json["total"] == 1)
        }
    }

    /// Runs `body` with the atlas on an empty database that knows only Finland.
    private func withClient(on kind: TestDatabase, _ body: (TestClient) async throws -> Void) async throws {
        try await kind.withDatabase { db in
            _ = try await Migrator(db, [CreateAtlas()]).up()
            _ = try await db.insert(
                Country(code: "FI", alpha3: "FIN", numeric: "246", name: "Finland", flag: "🇫🇮", searchText: "finland")
            )
            try await body(SeededAtlas.serve(db).0)
        }
    }
}
