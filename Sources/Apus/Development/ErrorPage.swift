import ApusHTTP
import HTTPTypes

/// A page that shows an error and the request that met it.
struct ErrorPage {
    let error: any Error
    let problem: Problem
    let request: Request
    let routes: [RouteDescription]

    /// Fields that say who somebody is.
    private static let secretFields: Set<String> = ["authorization", "cookie", "proxy-authorization", "x-api-key"]

    var html: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>\(escaped(heading))</title><style>\(Self.style)</style></head>
        <body>
        <h1>\(escaped(heading))</h1>
        <p class="request">\(escaped("\(request.method.rawValue) \(request.target)"))</p>
        \(cause)\(violations)\(routeList)<h2>Request</h2>
        <table>
        \(row("Request id", request.id.description))\(row("Route", request.routePattern ?? "none"))\(fields)</table>
        <p class="note">This page is shown because the application runs in development mode.</p>
        </body>
        </html>

        """
    }

    private var heading: String { "\(problem.status.code) \(problem.title)" }

    /// What the client would not be told.
    private var cause: String {
        guard !(error is Problem) else { return problem.detail.map { "<pre>\(escaped($0))</pre>\n" } ?? "" }
        return "<h2>\(escaped("\(type(of: error))"))</h2>\n<pre>\(escaped("\(error)"))</pre>\n"
    }

    private var violations: String {
        guard !problem.violations.isEmpty else { return "" }
        return "<h2>Violations</h2>\n<table>\n"
            + problem.violations.map { row($0.pointer.isEmpty ? "/" : $0.pointer, $0.message) }.joined() + "</table>\n"
    }

    private var routeList: String {
        guard !routes.isEmpty else { return "" }
        return "<h2>Routes</h2>\n<pre>" + routes.map { escaped($0.description) }.joined(separator: "\n") + "</pre>\n"
    }

    private var fields: String {
        request.headers.map { field in
            let isSecret = Self.secretFields.contains(field.name.canonicalName)
            return row(field.name.rawName, isSecret ? "<secret>" : field.value)
        }.joined()
    }

    private func row(_ name: String, _ value: String) -> String {
        "<tr><th>\(escaped(name))</th><td>\(escaped(value))</td></tr>\n"
    }

    /// The text with everything replaced that means something in HTML, inside and outside of quotes.
    private func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static let style = """
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 3rem auto; padding: 0 1rem; }
        h1 { color: #b00020; } pre { background: #f4f4f4; padding: 1rem; overflow: auto; white-space: pre-wrap; }
        th { text-align: left; padding-right: 2rem; vertical-align: top; } td { word-break: break-all; }
        .request { font-family: monospace; } .note { color: #666; }
        """
}
