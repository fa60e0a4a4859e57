import ApusJSON

/// What is sent to who asks for the health of the server.
struct HealthDocument {
    struct Check {
        let name: String
        let failure: String?
        let milliseconds: Int

        init(_ result: HealthReport.Result) {
            name = result.name
            failure = result.failure
            milliseconds = Int(result.duration / .milliseconds(1))
        }
    }

    let status: String
    let checks: [Check]?

    var json: [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.key("status")
        json.string(status)
        if let checks {
            json.key("checks")
            json.beginArray()
            for check in checks { write(check, to: &json) }
            json.endArray()
        }
        json.endObject()
        return json.finish()
    }

    private func write(_ check: Check, to json: inout JSONWriter) {
        json.beginObject()
        json.key("name")
        json.string(check.name)
        json.key("status")
        json.string(check.failure == nil ? "ok" : "failed")
        json.key("milliseconds")
        json.integer(check.milliseconds)
        if let failure = check.failure {
            json.key("error")
            json.string(failure)
        }
        json.endObject()
    }
}
