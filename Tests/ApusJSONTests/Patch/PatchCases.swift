/// A document, a patch, and the document after it; nil when the patch cannot be applied.
struct PatchCase: Sendable, CustomStringConvertible {
    let document: String
    let patch: String
    let result: String?

    init(_ document: String, _ patch: String, _ result: String?) {
        self.document = document
        self.patch = patch
        self.result = result
    }

    var description: String { "\(document) \(patch)" }
}

/// The examples of RFC 6902's appendix and the questions that implementations have answered differently.
let patchCases: [PatchCase] = [
    // add
    PatchCase(#"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz","value":"qux"}]"#, #"{"foo":"bar","baz":"qux"}"#),
    PatchCase(#"{"foo":["a","b"]}"#, #"[{"op":"add","path":"/foo/1","value":"x"}]"#, #"{"foo":["a","x","b"]}"#),
    PatchCase(#"{"foo":["a"]}"#, #"[{"op":"add","path":"/foo/-","value":["b","c"]}]"#, #"{"foo":["a",["b","c"]]}"#),
    PatchCase(
        #"{"foo":"bar"}"#,
        #"[{"op":"add","path":"/child","value":{"g":{}}}]"#,
        #"{"foo":"bar","child":{"g":{}}}"#
    ),
    PatchCase(#"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz","value":"qux","xyz":1}]"#, #"{"foo":"bar","baz":"qux"}"#),
    PatchCase(#"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz/bat","value":"qux"}]"#, nil),
    PatchCase(#"{"foo":1}"#, #"[{"op":"add","path":"/foo","value":2}]"#, #"{"foo":2}"#),
    PatchCase(#"{"foo":1}"#, #"[{"op":"add","path":"","value":[]}]"#, "[]"),
    PatchCase("{}", #"[{"op":"add","path":"/","value":1}]"#, #"{"":1}"#),
    PatchCase(#"{"foo":{}}"#, #"[{"op":"add","path":"/foo/","value":1}]"#, #"{"foo":{"":1}}"#),
    PatchCase("{}", #"[{"op":"add","path":"/0","value":1}]"#, #"{"0":1}"#),
    PatchCase("[]", #"[{"op":"add","path":"/0","value":1}]"#, "[1]"),
    PatchCase("[1]", #"[{"op":"add","path":"/1","value":2}]"#, "[1,2]"),
    PatchCase("[1]", #"[{"op":"add","path":"/2","value":2}]"#, nil),
    PatchCase("[1]", #"[{"op":"add","path":"/-1","value":2}]"#, nil),
    PatchCase("[1]", #"[{"op":"add","path":"/01","value":2}]"#, nil),
    PatchCase("[1]", #"[{"op":"add","path":"/1e0","value":2}]"#, nil),
    PatchCase("[1]", #"[{"op":"add","path":"/bar","value":2}]"#, nil),
    PatchCase("[1]", #"[{"op":"add","path":"/","value":2}]"#, nil),
    PatchCase("[1]", #"[{"op":"add","path":"/٠","value":2}]"#, nil),
    PatchCase("[1]", #"[{"op":"add","path":"/99999999999999999999","value":2}]"#, nil),
    PatchCase(#""foo""#, #"[{"op":"add","path":"/a","value":2}]"#, nil),
    PatchCase(#"{"a":null}"#, #"[{"op":"add","path":"/a/b","value":2}]"#, nil),
    PatchCase("{}", #"[{"op":"add","path":"/foo","value":null}]"#, #"{"foo":null}"#),
    PatchCase("{}", #"[{"op":"add","path":"/foo"}]"#, nil),
    PatchCase("{}", #"[{"op":"add","value":1}]"#, nil),
    PatchCase("{}", #"[{"op":"add","path":null,"value":1}]"#, nil),
    PatchCase("{}", #"[{"op":"add","path":"foo","value":1}]"#, nil),
    PatchCase("{}", #"[{"op":"add","path":"/a~2","value":1}]"#, nil),
    PatchCase("{}", #"[{"op":"add","path":"/a~","value":1}]"#, nil),
    PatchCase("{}", ##"[{"op":"add","path":"#/a","value":1}]"##, nil),
    // remove
    PatchCase(#"{"baz":"qux","foo":"bar"}"#, #"[{"op":"remove","path":"/baz"}]"#, #"{"foo":"bar"}"#),
    PatchCase(#"{"foo":["a","b","c"]}"#, #"[{"op":"remove","path":"/foo/1"}]"#, #"{"foo":["a","c"]}"#),
    PatchCase(#"{"foo":null}"#, #"[{"op":"remove","path":"/foo"}]"#, "{}"),
    PatchCase(#"{"foo":1}"#, #"[{"op":"remove","path":"/bar"}]"#, nil),
    PatchCase("[1]", #"[{"op":"remove","path":"/1"}]"#, nil),
    PatchCase("[1]", #"[{"op":"remove","path":"/-"}]"#, nil),
    PatchCase("[1,2,3]", #"[{"op":"remove","path":"/0"},{"op":"remove","path":"/0"}]"#, "[3]"),
    PatchCase("{}", #"[{"op":"remove"}]"#, nil),
    PatchCase(#"{"a":1}"#, #"[{"op":"remove","path":""}]"#, "null"),
    // replace
    PatchCase(
        #"{"baz":"qux","foo":"bar"}"#,
        #"[{"op":"replace","path":"/baz","value":"b"}]"#,
        #"{"baz":"b","foo":"bar"}"#
    ),
    PatchCase(#"{"foo":1}"#, #"[{"op":"replace","path":"/bar","value":0}]"#, nil),
    PatchCase("[1,2]", #"[{"op":"replace","path":"/1","value":[3]}]"#, "[1,[3]]"),
    PatchCase("[1,2]", #"[{"op":"replace","path":"/2","value":3}]"#, nil),
    PatchCase("[1,2]", #"[{"op":"replace","path":"/-","value":3}]"#, nil),
    PatchCase(#"{"a":1}"#, #"[{"op":"replace","path":"","value":{"b":2}}]"#, #"{"b":2}"#),
    PatchCase(#"{"a":null}"#, #"[{"op":"replace","path":"/a","value":1}]"#, #"{"a":1}"#),
    PatchCase(#"{"a":1}"#, #"[{"op":"replace","path":"/a"}]"#, nil),
    // move
    PatchCase(
        #"{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"g"}}"#,
        #"[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]"#,
        #"{"foo":{"bar":"baz"},"qux":{"corge":"g","thud":"fred"}}"#
    ),
    PatchCase(
        #"{"foo":["all","grass","cows","eat"]}"#,
        #"[{"op":"move","from":"/foo/1","path":"/foo/3"}]"#,
        #"{"foo":["all","cows","eat","grass"]}"#
    ),
    PatchCase(#"{"foo":1}"#, #"[{"op":"move","from":"/foo","path":"/foo"}]"#, #"{"foo":1}"#),
    PatchCase(#"{"foo":1}"#, #"[{"op":"move","from":"/bar","path":"/bar"}]"#, nil),
    PatchCase(#"{"foo":{"a":1}}"#, #"[{"op":"move","from":"/foo","path":"/foo/b"}]"#, nil),
    PatchCase(#"{"foo":1}"#, #"[{"op":"move","from":"/bar","path":"/baz"}]"#, nil),
    PatchCase(#"{"foo":1}"#, #"[{"op":"move","path":"/baz"}]"#, nil),
    PatchCase(#"{"fo":1,"foo":{"b":2}}"#, #"[{"op":"move","from":"/fo","path":"/foo/b"}]"#, #"{"foo":{"b":1}}"#),
    PatchCase(#"{"a":{"b":2}}"#, #"[{"op":"move","from":"/a/b","path":""}]"#, "2"),
    // copy
    PatchCase(#"{"a":[1],"b":2}"#, #"[{"op":"copy","from":"/a","path":"/c"}]"#, #"{"a":[1],"b":2,"c":[1]}"#),
    PatchCase(#"{"a":null}"#, #"[{"op":"copy","from":"/a","path":"/c"}]"#, #"{"a":null,"c":null}"#),
    PatchCase(#"{"a":{"b":1}}"#, #"[{"op":"copy","from":"","path":"/a/c"}]"#, #"{"a":{"b":1,"c":{"a":{"b":1}}}}"#),
    PatchCase(#"{"a":1}"#, #"[{"op":"copy","from":"/b","path":"/c"}]"#, nil),
    PatchCase("[1,2]", #"[{"op":"copy","from":"/0","path":"/-"}]"#, "[1,2,1]"),
    // test
    PatchCase(
        #"{"baz":"q","foo":["a",2]}"#,
        #"[{"op":"test","path":"/baz","value":"q"}]"#,
        #"{"baz":"q","foo":["a",2]}"#
    ),
    PatchCase(#"{"baz":"qux"}"#, #"[{"op":"test","path":"/baz","value":"bar"}]"#, nil),
    PatchCase(#"{"/":9,"~1":10}"#, #"[{"op":"test","path":"/~01","value":10}]"#, #"{"/":9,"~1":10}"#),
    PatchCase(#"{"/":9,"~1":10}"#, #"[{"op":"test","path":"/~1","value":9}]"#, #"{"/":9,"~1":10}"#),
    PatchCase(#"{"/":9,"~1":10}"#, #"[{"op":"test","path":"/~01","value":"10"}]"#, nil),
    PatchCase(#"{"a":1}"#, #"[{"op":"test","path":"/a","value":1.0}]"#, #"{"a":1}"#),
    PatchCase(#"{"a":9007199254740993}"#, #"[{"op":"test","path":"/a","value":9007199254740992.0}]"#, nil),
    PatchCase(
        #"{"a":{"x":1,"y":2}}"#,
        #"[{"op":"test","path":"/a","value":{"y":2,"x":1e0}}]"#,
        #"{"a":{"x":1,"y":2}}"#
    ),
    PatchCase(#"{"a":[1,2]}"#, #"[{"op":"test","path":"/a","value":[2,1]}]"#, nil),
    PatchCase(#"{"a":null}"#, #"[{"op":"test","path":"/a","value":null}]"#, #"{"a":null}"#),
    PatchCase("{}", #"[{"op":"test","path":"/a","value":null}]"#, nil),
    PatchCase(#"{"":1}"#, #"[{"op":"test","path":"/","value":1}]"#, #"{"":1}"#),
    PatchCase(#"{"a":1}"#, #"[{"op":"test","path":"","value":{"a":1}}]"#, #"{"a":1}"#),
    PatchCase(#"{"a":1}"#, #"[{"op":"test","path":"/a"}]"#, nil),
    // Several, and none
    PatchCase("{}", "[]", "{}"),
    PatchCase("{}", "{}", nil),
    PatchCase("{}", #"[{"op":"spam","path":"/a","value":1}]"#, nil),
    PatchCase("{}", #"[{"path":"/a","value":1}]"#, nil),
    PatchCase(
        #"{"a":1}"#,
        #"[{"op":"add","path":"/b","value":{"c":[]}},{"op":"add","path":"/b/c/-","value":2},{"op":"move","from":"/a","path":"/b/c/0"}]"#,
        #"{"b":{"c":[1,2]}}"#
    ),
    PatchCase(#"{"a":1}"#, #"[{"op":"replace","path":"/a","value":2},{"op":"test","path":"/a","value":3}]"#, nil),
]

/// RFC 7386, appendix A: a document, a merge patch, and the result.
let mergePatchCases: [(String, String, String)] = [
    (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
    (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
    (#"{"a":"b"}"#, #"{"a":null}"#, "{}"),
    (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
    (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
    (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
    (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
    (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
    (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
    (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#),
    (#"{"a":"foo"}"#, "null", "null"),
    (#"{"a":"foo"}"#, #""bar""#, #""bar""#),
    (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#),
    ("[1,2]", #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
    ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
]
