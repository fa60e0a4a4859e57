import SwiftSyntax

extension StringLiteralExprSyntax {
    /// The text of a literal without interpolations and escapes.
    var plainText: String? {
        guard segments.count == 1, case .stringSegment(let segment)? = segments.first,
            !segment.content.text.contains("\\")
        else { return nil }
        return segment.content.text
    }
}
