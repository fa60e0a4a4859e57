/// What `Encodable` values are written to.
///
/// A value's containers are written front to back, straight through. Only nested containers and super encoders, which
/// may be filled in any order and after other values, have a buffer each, which is inserted at the end.
final class EncodingBuffer {
    let format: JSONFormat
    let userInfo: [CodingUserInfoKey: any Sendable]
    // Never accessed while it is being changed: its methods call no code but its own.
    @exclusivity(unchecked) var output: EncodingOutput

    init(
        path: [any CodingKey] = [],
        shape: EncodingOutput.Shape? = nil,
        format: JSONFormat,
        userInfo: [CodingUserInfoKey: any Sendable]
    ) {
        self.format = format
        self.userInfo = userInfo
        output = EncodingOutput(path: path, format: format)
        if let shape { _ = output.decide(shape, level: output.open()) }
    }

    /// Ends writing, and returns the document or the part of it that is to be inserted.
    func finish() -> [UInt8] {
        if output.isOpen { output.close() }
        let bytes = output.writer.takeBytes()
        let insertions = output.insertions
        guard !insertions.isEmpty else { return bytes }
        var whole: [UInt8] = []
        var start = 0
        for (offset, buffer) in insertions {
            whole += bytes[start..<offset]
            whole += buffer.finish()
            start = offset
        }
        return whole + bytes[start...]
    }

    /// A buffer for what comes at the current position, to be filled at any time.
    func insertion(of shape: EncodingOutput.Shape, under key: any CodingKey) -> EncodingBuffer {
        let buffer = detached(shape, under: key)
        output.insert(buffer)
        return buffer
    }

    /// A buffer for what can no longer be written, which nobody will see.
    func detached(_ shape: EncodingOutput.Shape, under key: any CodingKey) -> EncodingBuffer {
        EncodingBuffer(path: output.path + [key], shape: shape, format: format, userInfo: userInfo)
    }
}

// MARK: - Values

extension EncodingBuffer {
    /// Writes a value that stands for the one around it.
    func encode(_ value: some Encodable) throws {
        do throws(JSONError) {
            guard try !output.writer.primitive(value) else { return }
        } catch {
            throw invalid(value, error.message)
        }
        try encodeComposite(value, from: output.mark)
    }

    /// Writes a value by its own means, or nothing when it fails.
    ///
    /// - Parameter mark: Where it begins, its name included.
    @inline(never)
    func encodeComposite<Value: Encodable>(_ value: Value, from mark: EncodingOutput.Mark) throws {
        do {
            if Value.self is any JSONEncodable.Type, let value = value as? any JSONEncodable {
                try encodeDirectly(value)
            } else {
                let keepsKeys = !format.keys.isAsDeclared && Value.self is any StringKeyed.Type
                try value.encode(to: ValueEncoder(buffer: self, level: output.open(), keepsKeys: keepsKeys))
                output.close()
            }
        } catch {
            output.rollBack(to: mark)
            throw error
        }
        output.endComposite(from: mark)
    }

    private func encodeDirectly(_ value: any JSONEncodable) throws(JSONError) {
        do throws(JSONError) {
            try value.encode(to: &output.writer)
        } catch {
            var error = error
            error.pointer = JSONPointer.path(output.path) + error.pointer
            throw error
        }
    }
}

// MARK: - Errors

extension EncodingBuffer {
    func invalid(_ value: Any, _ message: String, under key: (any CodingKey)? = nil) -> EncodingError {
        let path = output.path + (key.map { [$0] } ?? [])
        return .invalidValue(value, EncodingError.Context(codingPath: path, debugDescription: message))
    }

    func outOfOrder(under key: (any CodingKey)? = nil) -> EncodingError {
        invalid(Optional<Never>.none as Any, JSONError.outOfOrder.message, under: key)
    }
}

extension JSONError {
    static let outOfOrder = JSONError(
        .notRepresentable,
        "the container cannot be written to any more, or the value has another container"
    )

    /// What encoding threw.
    init(encoding error: any Error) {
        switch error {
        case let error as JSONError:
            self = error
        case EncodingError.invalidValue(_, let context):
            let pointer = JSONPointer.path(context.codingPath)
            self.init(.notRepresentable, context.debugDescription, pointer: pointer)
        default:
            self.init(.notRepresentable, "the value could not be encoded")
        }
    }
}
