import ApusJSONCodable
import Foundation
import Testing

private func decode<Value: JSONDecodable>(_ type: Value.Type, _ text: String) throws(JSONError) -> Value {
    try JSON.decode(type, from: Array(text.utf8))
}

private func text(_ value: some JSONEncodable) throws -> String {
    String(decoding: try JSON.encode(value), as: UTF8.self)
}

private func mistakes<Value: JSONDecodable>(_ type: Value.Type, _ text: String) -> [String] {
    do throws(JSONError) {
        _ = try decode(type, text)
        return []
    } catch {
        return ([error] + error.others).map { "\($0.code) \($0.pointer): \($0.message)" }
    }
}

@Suite("@JSONCodable reads and writes")
struct JSONCodableTests {
    @Test func structs() throws {
        let country = Country(code: "CH", name: "Schweiz", population: nil, area: 41_285, isMember: false, numeric: 756)
        let document =
            #"{"code":"CH","name":"Schweiz","population":null,"area":41285.0,"isMember":false,"iso_num":756}"#
        #expect(try text(country) == document)
        #expect(try decode(Country.self, document) == country)
        // In any order, with other members, without those that may be missing.
        let other = #"{"x":[1,{"name":2}],"iso_num":756,"area":41285,"name":"Schweiz","code":"CH"}"#
        #expect(try decode(Country.self, other) == country)
    }

    @Test func spellingsDefaultsAndConstants() throws {
        let id = try #require(UUID(uuidString: "E621E1F8-C36C-495A-93FC-0C247A3E6E5F"))
        let account = Account(
            userID: id,
            createdAt: Date(timeIntervalSince1970: 0),
            homePage: nil,
            balance: Decimal(string: "0.1234567890123456789") ?? 0,
            role: .admin,
            children: nil
        )
        let document = """
            {"user_id":"\(id)","created_at":"1970-01-01T00:00:00Z","balance":0.1234567890123456789,"role":"admin",\
            "labels":{},"api_version":3}
            """
        #expect(try text(account) == document)
        #expect(try decode(Account.self, document) == account)
        // Recursive.
        var parent = account
        parent.children = [account, account]
        #expect(try decode(Account.self, try text(parent)) == parent)
    }

    @Test func enumsWithoutPayloads() throws {
        #expect(try text([Colour.red, .default, .darkBlue]) == #"["red","default","dark-blue"]"#)
        #expect(try decode([Colour].self, #"["red","default","dark-blue"]"#) == Colour.allCases)
        #expect(mistakes(Colour.self, #""green""#) == ["invalid_value : expected one of red, default, dark-blue"])
        #expect(try text([Level.low, .high]) == "[1,2]")
        #expect(try decode([Level].self, "[2,1]") == [.high, .low])
        #expect(mistakes([Level].self, "[3]") == ["invalid_value /0: the value is not one of those allowed"])
    }

    @Test func enumsWithPayloads() throws {
        let country = Country(code: "CH", name: "S", population: 9, area: 4, isMember: true, numeric: 756)
        let shape = Shape.group(
            shapes: [.empty, .circle(radius: 1.5), .box(width: 1, height: 2, colour: .red), .country(country)],
            name: "all"
        )
        let document = """
            {"kind":"group","shapes":[{"kind":"empty"},{"kind":"circle","radius":1.5},{"kind":"box","width":1.0,\
            "height":2.0,"colour":"red"},{"kind":"country","code":"CH","name":"S","population":9,"area":4.0,\
            "isMember":true,"iso_num":756}],"name":"all"}
            """
        #expect(try text(shape) == document)
        #expect(try decode(Shape.self, document) == shape)
        // The discriminator need not come first.
        #expect(try decode(Shape.self, #"{"width":3,"kind":"box"}"#) == .box(width: 3, height: 1, colour: nil))
        #expect(
            mistakes([Shape].self, #"[{"kind":"line"},{},{"kind":"circle"},{"kind":1}]"#) == [
                "invalid_value /0/kind: expected one of empty, circle, box, country, group",
                #"missing_key /1/kind: the object lacks the key "kind""#,
                #"missing_key /2/radius: the object lacks the key "radius""#,
                "type_mismatch /3/kind: expected a string, found a number",
            ]
        )
    }

    @Test func tellsNullFromAbsence() throws {
        #expect(try decode(Change.self, "{}") == Change(name: nil, note: nil))
        #expect(try decode(Change.self, #"{"note":null}"#) == Change(name: nil, note: .some(nil)))
        #expect(try decode(Change.self, #"{"note":"x","name":null}"#) == Change(name: nil, note: "x"))
        #expect(try text(Change(name: nil, note: nil)) == #"{"name":null}"#)
        #expect(try text(Change(name: nil, note: .some(nil))) == #"{"name":null,"note":null}"#)
    }

    @Test func refusesOtherMembersWhereAsked() {
        #expect(
            mistakes(Change.self, #"{"name":1,"nmae":"x","a/b":0}"#) == [
                "type_mismatch /name: expected a string, found a number",
                "unknown_key /nmae: there is no such member",
                "unknown_key /a~1b: there is no such member",
            ]
        )
    }

    @Test func genericTypes() throws {
        let page = Page(items: [Colour.red], total: 1)
        #expect(try text(page) == #"{"items":["red"],"total":1}"#)
        #expect(try decode(Page<Colour>.self, #"{"total":1,"items":["red"]}"#) == page)
    }

    @Test func emptyTypes() throws {
        #expect(try text(Nothing()) == "{}")
        #expect(try decode(Nothing.self, #"{"a":1}"#) == Nothing())
        #expect(mistakes(Nothing.self, "[]") == ["type_mismatch : expected an object, found an array"])
    }

    @Test func membersThatOnlyCodableKnows() throws {
        let mixed = Mixed(plain: Plain(x: 1), optional: nil, list: [Plain(x: 2)])
        let document = #"{"plain":{"x":1},"optional":null,"list":[{"x":2}],"withDefault":{"x":7}}"#
        #expect(try text(mixed) == document)
        #expect(try decode(Mixed.self, document) == mixed)
        #expect(try decode(Mixed.self, #"{"list":[{"x":2}],"plain":{"x":1}}"#) == mixed)
        #expect(
            mistakes(Mixed.self, #"{"plain":{"x":"1"},"list":[{"x":2},{}]}"#) == [
                "type_mismatch /plain/x: expected a whole number, found a string",
                #"missing_key /list/1/x: the object lacks the key "x""#,
            ]
        )
    }

    @Test func reportsEveryMistakeWithItsPlace() {
        let document = """
            [{"code":1,"name":"A","area":null,"iso_num":1.5},
             {"code":"B","name":"B","population":"many","area":1,"isMember":null,"iso_num":99999999999999999999}]
            """
        #expect(
            mistakes([Country].self, document) == [
                "type_mismatch /0/code: expected a string, found a number",
                "value_not_found /0/area: expected a number, found null",
                "type_mismatch /0/iso_num: expected a whole number, found a number with a fraction",
                "type_mismatch /1/population: expected a whole number, found a string",
                "value_not_found /1/isMember: expected true or false, found null",
                "out_of_range /1/iso_num: the number must be in \(Int.min)...\(Int.max)",
            ]
        )
        do throws(JSONError) {
            _ = try decode([Country].self, document)
        } catch {
            #expect(error.others.last?.line == 2)
            #expect(error.others.last?.column == 80)
            #expect(error.description.hasSuffix("(line 1, column 10), and 5 more"))
        }
    }

    @Test func boundsTheNumberOfMistakes() {
        let document = "[" + String(repeating: "{},", count: 100_000) + "{}]"
        #expect(mistakes([Country].self, document).count == 100)
        let members = "{" + (0..<1000).map { "\"\($0)\":\"x\"" }.joined(separator: ",") + "}"
        #expect(mistakes([String: Int].self, members).count == 100)
    }

    @Test func worksWithinCodableAndItWithin() throws {
        struct Outer: Codable, Equatable {
            var shape: Shape
            var countries: [Country]
        }
        let country = Country(code: "CH", name: "S", population: 9, area: 4, isMember: true, numeric: 756)
        let outer = Outer(shape: .circle(radius: 2), countries: [country])
        let ours = try JSON.encode(outer)
        #expect(try JSON.decode(Outer.self, from: ours) == outer)
        // And with another library's coders.
        let theirs = try JSONEncoder().encode(outer)
        #expect(try JSONDecoder().decode(Outer.self, from: theirs) == outer)
        do throws(JSONError) {
            _ = try JSON.decode(
                Outer.self,
                from: Array(#"{"shape":{"kind":"circle","radius":[]},"countries":[]}"#.utf8)
            )
            Issue.record("was decoded")
        } catch {
            #expect(error.pointer == "/shape/radius")
            #expect(error.offset == 35)
        }
    }

    @Test func keepsToTheFormat() throws {
        let format = JSONFormat(dates: .millisecondsSince1970)
        let dates = [Date(timeIntervalSince1970: 1.5)]
        #expect(try JSON.encode(dates, format: format) == Array("[1500.0]".utf8))
        #expect(try JSON.decode([Date].self, from: Array("[1500]".utf8), format: format) == dates)
    }
}
