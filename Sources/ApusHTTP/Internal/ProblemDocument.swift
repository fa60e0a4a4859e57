import ApusJSON
import HTTPTypes

/// Writes a ``Problem`` as JSON, members in a fixed order.
enum ProblemDocument {
    static func encode(_ problem: Problem, requestID: String) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.key("type")
        json.string(problem.type)
        json.key("title")
        json.string(problem.title)
        json.key("status")
        json.integer(problem.status.code)
        json.key("code")
        json.string(problem.code)
        if let detail = problem.detail {
            json.key("detail")
            json.string(detail)
        }
        if let position = problem.position {
            json.key("line")
            json.integer(position.line)
            json.key("column")
            json.integer(position.column)
            json.key("offset")
            json.integer(position.offset)
        }
        if !problem.violations.isEmpty {
            json.key("violations")
            json.beginArray()
            for violation in problem.violations { encode(violation, to: &json) }
            json.endArray()
        }
        json.key("requestId")
        json.string(requestID)
        json.endObject()
        return json.finish()
    }

    private static func encode(_ violation: Violation, to json: inout JSONWriter) {
        json.beginObject()
        json.key("pointer")
        json.string(violation.pointer)
        json.key("code")
        json.string(violation.code)
        json.key("message")
        json.string(violation.message)
        json.endObject()
    }
}
