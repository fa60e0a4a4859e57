import ApusJSON
import SeededRandom
import Testing

/// The events of a document in pieces of a size, and the error at the end.
private func events(
    _ document: [UInt8],
    pieces size: Int,
    limits: JSONLimits = .default
) -> (events: [JSONEvent], error: JSONError?) {
    var reader = JSONEventReader(limits: limits)
    var events: [JSONEvent] = []
    do throws(JSONError) {
        var position = 0
        while position < document.count {
            let end = min(position + size, document.count)
            reader.append(document[position..<end])
            position = end
            while let event = try reader.next() { events.append(event) }
        }
        reader.finish()
        while let event = try reader.next() { events.append(event) }
        return (events, nil)
    } catch {
        return (events, error)
    }
}

/// The elements of an array in pieces of a size, and the error at the end.
private func elements<Element: JSONDecodable>(
    of type: Element.Type,
    _ document: [UInt8],
    pieces size: Int,
    limits: JSONLimits = .default
) -> (elements: [Element], error: JSONError?) {
    var reader = JSONArrayReader(of: type, limits: limits)
    var elements: [Element] = []
    do throws(JSONError) {
        var position = 0
        while position < document.count {
            let end = min(position + size, document.count)
            reader.append(document[position..<end])
            position = end
            while let element = try reader.next() { elements.append(element) }
        }
        reader.finish()
        while let element = try reader.next() { elements.append(element) }
        return (elements, nil)
    } catch {
        return (elements, error)
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ event: JSONEvent) throws(JSONError) {
        switch event {
        case .beginObject: beginObject()
        case .endObject: endObject()
        case .beginArray: beginArray()
        case .endArray: endArray()
        case .key(let name): key(name)
        case .value(let value): try value.encode(to: &self)
        }
    }
}

@Suite struct IncrementalTests {
    @Test(arguments: [1, 2, 3, 7, 4096])
    func eventsMakeTheDocumentAgain(pieces: Int) throws {
        for (document, written) in acceptedDocuments {
            let (events, error) = events(utf8(document), pieces: pieces)
            #expect(error == nil, "\(document)")
            var json = JSONWriter()
            for event in events { try json.write(event) }
            #expect(String(decoding: json.finish(), as: UTF8.self) == written, "\(document)")
        }
    }

    /// What is refused whole is refused in pieces, at the same place.
    @Test(arguments: [1, 3, 4096])
    func eventsRefuseWhatTheParserRefuses(pieces: Int) {
        for document in refusedDocuments {
            let whole = parseError(utf8(document))
            let inPieces = events(utf8(document), pieces: pieces).error
            #expect(inPieces != nil, "\(document)")
            if inPieces?.code == whole?.code, whole?.code != .duplicateKey {
                #expect(inPieces?.line == whole?.line, "\(document)")
            }
        }
        for bytes in malformedUTF8 {
            #expect(events(utf8("[\"") + bytes + utf8("\"]"), pieces: pieces).error?.code == .invalidUTF8)
        }
    }

    @Test(arguments: [1, 5, 4096])
    func refusesMutationsAsTheParserDoes(pieces: Int) throws {
        var random = SeededGenerator(seed: 11)
        let seed = utf8(#"{"a":[1.5e-3,true,null,"x\u00e9\ud83d\ude00é€😀"],"b":{"c":false,"a":[{},[]]},"d":-0}"#)
        for round in 0..<2_000 {
            let document = try random.mutation(of: seed)
            let isRefused = parseError(document) != nil
            #expect((events(document, pieces: pieces).error != nil) == isRefused, "\(round)")
            let array = utf8("[") + document + utf8("]")
            let isArrayRefused = parseError(array) != nil
            #expect((elements(of: JSONValue.self, array, pieces: pieces).error != nil) == isArrayRefused, "\(round)")
        }
    }

    @Test func noticesKeysThatComeTwice() {
        for (document, pointer) in [
            (#"{"a":1,"b":2,"a":3}"#, "/a"), (#"{"a":{"b":1},"c":[{"a":1,"\u0061":2}]}"#, "/c/0/a"),
        ] {
            for pieces in [1, 2, 100] {
                let error = events(utf8(document), pieces: pieces).error
                #expect(error?.code == .duplicateKey)
                #expect(error?.pointer == pointer)
            }
        }
        #expect(events(utf8(#"{"a":{"b":1},"b":{"a":1},"é":1,"e\u0301":2}"#), pieces: 1).error == nil)
        let limits = JSONLimits(allowsDuplicateKeys: true)
        #expect(events(utf8(#"{"a":1,"a":3}"#), pieces: 1, limits: limits).events.count == 6)
        let twice = elements(of: JSONValue.self, utf8(#"[{"a":1},{"a":1,"a":2}]"#), pieces: 1)
        #expect(twice.elements.count == 1)
        #expect(twice.error?.code == .duplicateKey)
        #expect(twice.error?.pointer == "/1/a")
        #expect(twice.error?.offset == 16)
    }

    @Test func placesErrorsInTheWhole() {
        let document = utf8("[\n {\"é\": 1},\n {\"é\": tru}]")
        for pieces in [1, 4, 100] {
            let error = events(document, pieces: pieces).error
            #expect(error?.pointer == "/1/é")
            #expect(error?.line == 3)
            #expect(error?.column == 8)
            #expect(error?.offset == 22)
            let other = elements(of: [String: Int].self, document, pieces: pieces).error
            #expect(other?.pointer == "/1/é")
            #expect(other?.line == 3)
            #expect(other?.column == 8)
            #expect(other?.offset == 22)
        }
        // The same error each time.
        var reader = JSONEventReader()
        reader.append(utf8("x"))
        let first = #expect(throws: JSONError.self) { try reader.next() }
        reader.append(utf8("[]"))
        #expect(#expect(throws: JSONError.self) { try reader.next() } == first)
    }

    @Test func keepsToTheLimits() {
        let cases: [(String, JSONLimits, JSONError.Code)] = [
            ("[[[1]]]", JSONLimits(depth: 2), .depthExceeded),
            ("[1,2,3,4]", JSONLimits(documentBytes: 8), .limitExceeded),
            (#"{"a":1,"b":2}"#, JSONLimits(keysPerObject: 1), .limitExceeded),
            (#"["12345678"]"#, JSONLimits(stringBytes: 7), .limitExceeded),
            ("[12345678]", JSONLimits(numberBytes: 7), .limitExceeded),
        ]
        for (document, limits, code) in cases {
            for pieces in [1, 100] {
                #expect(events(utf8(document), pieces: pieces, limits: limits).error?.code == code, "\(document)")
            }
        }
        // A string without an end is given up at the limit, not kept.
        var reader = JSONEventReader(limits: JSONLimits(stringBytes: 100))
        reader.append(utf8("\"" + String(repeating: "a", count: 200)))
        #expect(#expect(throws: JSONError.self) { try reader.next() }?.code == .limitExceeded)
        var rows = JSONArrayReader(of: JSONValue.self, limits: JSONLimits(documentBytes: 100))
        rows.append(utf8("[\"" + String(repeating: "a", count: 200)))
        #expect(#expect(throws: JSONError.self) { try rows.next() }?.code == .limitExceeded)
    }

    @Test func refusesWhatIsNoArray() {
        #expect(elements(of: Int.self, utf8("{}"), pieces: 1).error?.code == .typeMismatch)
        #expect(elements(of: Int.self, utf8("[1,2"), pieces: 1).error?.code == .unexpectedEnd)
        #expect(elements(of: Int.self, utf8("[1,]"), pieces: 1).error?.code == .malformed)
        #expect(elements(of: Int.self, utf8("[]1"), pieces: 1).error?.code == .malformed)
        #expect(elements(of: Int.self, utf8(" [ 1 , 2 ] "), pieces: 1).elements == [1, 2])
        #expect(elements(of: Int.self, utf8("[]"), pieces: 1).error == nil)
    }

    /// Writes and reads a hundred thousand rows of which no more than a few are ever in memory.
    @Test func readsWhatIsWrittenInPieces() throws {
        var json = JSONWriter()
        var rows = JSONArrayReader(of: [String: JSONValue].self)
        var largest = 0
        var sum: Int64 = 0
        json.beginArray()
        for row in 0..<100_000 {
            try ["id": JSONValue.integer(Int64(row)), "name": "row \(row)"].encode(to: &json)
            guard json.byteCount > 4096 else { continue }
            let piece = json.takeBytes()
            largest = max(largest, piece.count)
            rows.append(piece)
            while let row = try rows.next() { sum += row["id"]?.integerValue ?? 0 }
        }
        json.endArray()
        rows.append(json.finish())
        rows.finish()
        while let row = try rows.next() { sum += row["id"]?.integerValue ?? 0 }
        #expect(sum == 4_999_950_000)
        #expect(largest < 8192)
    }
}
