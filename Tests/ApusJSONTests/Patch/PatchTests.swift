import ApusJSON
import Testing

@Suite struct PatchTests {
    @Test(arguments: patchCases)
    func appliesAllOrNothing(example: PatchCase) throws {
        let document = try JSON.parse(utf8(example.document))
        var changed = document
        let isApplied: Bool
        do throws(JSONError) {
            try changed.apply(try JSON.decode(JSONPatch.self, from: utf8(example.patch)))
            isApplied = true
        } catch {
            isApplied = false
        }
        #expect(isApplied == (example.result != nil))
        #expect(try text(changed) == example.result ?? example.document)
    }

    @Test(arguments: patchCases.filter { $0.result != nil })
    func writesPatchesThatReadAsTheSame(example: PatchCase) throws {
        let patch = try JSON.decode(JSONPatch.self, from: utf8(example.patch))
        #expect(try JSON.decode(JSONPatch.self, from: JSON.encode(patch)) == patch)
    }

    @Test(arguments: mergePatchCases)
    func merges(document: String, patch: String, result: String) throws {
        #expect(try text(JSON.parse(utf8(document)).merging(JSON.parse(utf8(patch)))) == result)
    }

    @Test(arguments: [
        (#"[{"op":"test","path":"/a","value":1},{"op":"remove","path":"/c/d"}]"#, "path_not_found", "/1/path"),
        (#"[{"op":"copy","path":"/a","from":"/c"}]"#, "path_not_found", "/0/from"),
        (#"[{"op":"test","path":"/a","value":2}]"#, "test_failed", "/0/path"),
        (#"[{"op":"move","path":"/b/x","from":"/b"}]"#, "invalid_value", "/0/path"),
    ])
    func saysWhichOperationFailed(patch: String, code: String, pointer: String) throws {
        let document: JSONValue = ["a": 1, "b": [:]]
        let patch = try JSON.decode(JSONPatch.self, from: utf8(patch))
        let error = #expect(throws: JSONError.self) { try document.applying(patch) }
        #expect(error?.code.rawValue == code)
        #expect(error?.pointer == pointer)
    }

    @Test func reportsEveryMistakeOfAPatch() {
        let patch = #"[{"op":"add","path":"a"},{"op":"fly","path":"/a"},{"op":"move","path":"/a"}]"#
        let error = decodeError(JSONPatch.self, patch)
        let pointers = error.map { ([$0] + $0.others).map(\.pointer) }
        #expect(pointers == ["/0/path", "/0/value", "/1/op", "/2/from"])
    }

    /// Forty lines that would make 2⁴⁰ values.
    @Test func boundsCopiesOfCopies() {
        let document: JSONValue = ["a": [1]]
        let bomb = JSONPatch((0..<40).map { .copy(from: .root, to: JSONPointer(steps: ["\($0)"])) })
        let error = #expect(throws: JSONError.self) { try document.applying(bomb) }
        #expect(error?.code == .limitExceeded)
    }

    @Test func boundsTheDepthThatMovesAndCopiesMake() throws {
        var document: JSONValue = ["a": [:]]
        var path = ["a"]
        let error = #expect(throws: JSONError.self) {
            for _ in 0..<20 {
                try document.apply(
                    JSONPatch([.copy(from: .root, to: JSONPointer(steps: path + ["a"]))]),
                    copyLimit: .max
                )
                path += ["a"] + path
            }
        }
        #expect(error?.code == .depthExceeded)
        // Two halves that are fine each.
        let half = (0..<300).reduce(JSONValue.null) { value, _ in ["x": value] }
        let halves: JSONValue = ["one": half, "other": half]
        let deep = JSONPointer(steps: ["other"] + Array(repeating: "x", count: 299) + ["y"])
        let moving = JSONPatch([.move(from: JSONPointer(steps: ["one"]), to: deep)])
        #expect(#expect(throws: JSONError.self) { try halves.applying(moving) }?.code == .depthExceeded)
    }

    @Test func readsAndWritesPointers() throws {
        for (text, steps) in [
            ("", []), ("/", [""]), ("/a", ["a"]), ("/a/0", ["a", "0"]), ("/a~1b/~0~01", ["a/b", "~~1"]),
            ("//", ["", ""]),
            ("/é/ ", ["é", " "]),
        ] as [(String, [String])] {
            let pointer = try JSONPointer(text)
            #expect(pointer.steps == steps)
            #expect(pointer.description == text)
        }
        for text in ["a", "/~", "/~2", "a/b", " "] {
            #expect(#expect(throws: JSONError.self) { try JSONPointer(text) }?.code == .invalidValue, "\(text)")
        }
        let document = try JSON.parse(utf8(#"{"a":[{"b":1},2],"":{"":3},"é":4}"#))
        #expect(document[try JSONPointer("/a/0/b")] == 1)
        #expect(document[try JSONPointer("//")] == 3)
        #expect(document[.root] == document)
        #expect(document[try JSONPointer("/a/2")] == nil)
        #expect(document[try JSONPointer("/a/-")] == nil)
        #expect(document[try JSONPointer("/a/00")] == nil)
        // Composed and decomposed letters are different names.
        #expect(document[try JSONPointer("/e\u{301}")] == nil)
    }
}
