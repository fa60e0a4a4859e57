import ApusJSON
import Testing

@Suite struct JSONWriterTests {
    private func written(_ body: (inout JSONWriter) throws -> Void) rethrows -> String {
        var json = JSONWriter()
        try body(&json)
        return String(decoding: json.finish(), as: UTF8.self)
    }

    @Test func placesCommas() {
        let text = written { json in
            json.beginObject()
            json.key("a")
            json.beginArray()
            json.integer(1)
            json.null()
            json.beginObject()
            json.endObject()
            json.boolean(true)
            json.endArray()
            json.key("b")
            json.boolean(false)
            let name = "c"
            json.key(name)
            json.string("")
            json.endObject()
        }
        #expect(text == #"{"a":[1,null,{},true],"b":false,"c":""}"#)
    }
}
