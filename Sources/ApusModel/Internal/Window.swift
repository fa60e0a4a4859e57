import ApusSQL

/// The rows that a window function looks at.
struct Window: Sendable {
    var partitions: [Node]
    var orders: [Order]
    var frame: Frame?

    func append(to builder: inout StatementBuilder) {
        builder.append(" over (")
        var separator = "partition by "
        for node in partitions {
            builder.append(separator)
            node.append(to: &builder, within: .operand)
            separator = ", "
        }
        if !orders.isEmpty {
            if !partitions.isEmpty { builder.append(" ") }
            builder.append(orders: orders)
        }
        if let frame { builder.append(" \(frame.text)") }
        builder.append(")")
    }
}
