import Foundation
import Testing

/// Queries are checked by the compiler in a fraction of a second, and it stays so. Seconds depend on the machine, so the effort is
/// limited instead: how many possibilities the type checker may try in one expression.
@Suite("Queries compile quickly", .timeLimit(.minutes(5)))
struct CompileTimeTests {
    /// Some five times what the corpus takes, whose longest query is checked in 35 ms on a slow machine.
    private static let effort = 4_000

    @Test("the corpus is checked with little effort")
    func corpus() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "QueryCorpus.swift")
        let (status, output) = try check(file.path(), effort: Self.effort)
        #expect(status == 0, "\(output)")
    }

    @Test("more effort would be noticed")
    func limit() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "QueryCorpus.swift")
        let (status, output) = try check(file.path(), effort: 50)
        #expect(status != 0)
        #expect(output.contains("unable to type-check this expression in reasonable time"))
    }

    /// Has the compiler check the types of a file that imports the modules which this test was built with.
    private func check(_ file: String, effort: Int) throws -> (status: Int32, output: String) {
        let products = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "swiftc", "-typecheck", "-swift-version", "6", "-I", products.appending(path: "Modules").path(),
            "-load-plugin-executable", products.appending(path: "ApusMacros-tool").path() + "#ApusMacros",
            "-Xfrontend", "-solver-scope-threshold=\(effort)", file,
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardError = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
