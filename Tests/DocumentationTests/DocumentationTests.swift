import Foundation
import Testing

/// Every Swift snippet of the README and the guides stands, line by line, in a file that is compiled.
@Suite("Documentation")
struct DocumentationTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static var documents: [String] {
        get throws {
            let guides = try FileManager.default.contentsOfDirectory(
                atPath: root.appending(path: "Documentation").path()
            )
            return ["README.md"] + guides.filter { $0.hasSuffix(".md") }.sorted().map { "Documentation/\($0)" }
        }
    }

    @Test("Every snippet is compiled", arguments: try documents)
    func snippets(document: String) throws {
        let compiled = try Self.compiledLines()
        for snippet in try Self.snippets(of: document) {
            #expect(
                compiled.contains("\n\(snippet)\n"),
                "this snippet of \(document) is in no file of Examples or Tests/DocumentationTests:\n\(snippet)"
            )
        }
    }

    @Test("Every link to a file leads to one", arguments: try documents)
    func links(document: String) throws {
        let text = try Self.read(document)
        let folder = Self.root.appending(path: document).deletingLastPathComponent()
        for match in text.matches(of: #/\]\((?<target>[^)#:]+)(#[^)]*)?\)/#) {
            let target = folder.appending(path: String(match.target)).path()
            #expect(FileManager.default.fileExists(atPath: target), "\(document) links to \(match.target)")
        }
    }

    // MARK: -

    private static func read(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    private static func snippets(of document: String) throws -> [String] {
        try read(document).matches(of: #/(?m)^```swift\n(?<code>(?s:.*?))\n```$/#).map { normalized($0.code) }
    }

    /// All lines of the files in question, without indentation, so that a snippet may be shown less deep than it stands.
    private static func compiledLines() throws -> String {
        var text = ""
        for folder in ["Examples", "Tests/DocumentationTests"] {
            let base = root.appending(path: folder)
            let paths = FileManager.default.enumerator(atPath: base.path())?.compactMap { $0 as? String } ?? []
            for path in paths where path.hasSuffix(".swift") {
                text +=
                    "\n" + normalized(try String(contentsOf: base.appending(path: path), encoding: .utf8)[...]) + "\n"
            }
        }
        return text
    }

    private static func normalized(_ text: Substring) -> String {
        text.split(separator: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
            .joined(separator: "\n")
    }
}
