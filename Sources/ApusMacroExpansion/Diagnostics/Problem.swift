import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxMacros

/// A mistake in the user's code, as the compiler shows it.
struct Problem: DiagnosticMessage, FixItMessage {
    let name: String
    let message: String

    init(_ name: String, _ message: String) {
        self.name = name
        self.message = message
    }

    var severity: DiagnosticSeverity { .error }
    var diagnosticID: MessageID { MessageID(domain: "Apus", id: name) }
    var fixItID: MessageID { diagnosticID }
}

extension MacroExpansionContext {
    /// Reports a mistake.
    ///
    /// - Parameters:
    ///   - node: What is marked in the user's code.
    ///   - name: A stable name of the mistake.
    ///   - message: What is wrong, and what to do.
    ///   - fixIts: Changes that would help.
    func report(_ node: some SyntaxProtocol, _ name: String, _ message: String, fixIts: [FixIt] = []) {
        diagnose(Diagnostic(node: Syntax(node), message: Problem(name, message), fixIts: fixIts))
    }
}

extension FixIt {
    static func replace(_ message: String, _ old: some SyntaxProtocol, with new: some SyntaxProtocol) -> FixIt {
        .replace(message: Problem("fix", message), oldNode: old, newNode: new)
    }
}
