/// The newest entries, in memory.
actor GuestBook {
    private(set) var entries: [Entry] = []

    func add(_ entry: Entry) {
        entries.insert(entry, at: 0)
        if entries.count > 100 { entries.removeLast() }
    }

    /// The page. Its inline script runs because it carries the nonce of the response; one that a guest wrote would not,
    /// even if it were not escaped.
    func page(nonce: String) -> String {
        let list = entries.map { "<li><b>\($0.name.escaped)</b> \($0.text.escaped)</li>" }.joined(separator: "\n")
        return """
            <!doctype html>
            <html lang="en">
            <title>Guest book</title>
            <link rel="stylesheet" href="/assets/site.css">
            <h1>Guest book</h1>
            <form id="entry"><input name="name" placeholder="Name"><input name="text" placeholder="Text"><button>Send</button></form>
            <ul>
            \(list)
            </ul>
            <script src="/assets/site.js"></script>
            <script nonce="\(nonce)">document.title = document.title + " (\(entries.count))"</script>
            </html>
            """
    }
}

extension String {
    /// The text as HTML.
    fileprivate var escaped: String {
        reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }
}
