/// Finds the end of a value by its brackets and quotes alone; whether it is well-formed is the parser's matter.
struct ElementScanner {
    private var depth = 0
    private var isInString = false
    private var scanned = 0

    /// Whether nothing of the value has been seen yet.
    var isIdle: Bool { scanned == 0 }

    /// The length of the value that bytes begin with, nil when its end has not come yet. What has been looked through is
    /// not looked through again.
    mutating func length(in bytes: ArraySlice<UInt8>, isFinished: Bool) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            while scanned < bytes.count {
                let byte = bytes[scanned]
                if isInString {
                    if byte == UInt8(ascii: "\\") {
                        // What follows belongs to the backslash.
                        guard scanned + 1 < bytes.count else { break }
                        scanned += 1
                    } else if byte == UInt8(ascii: "\"") {
                        isInString = false
                        if depth == 0 { return scanned + 1 }
                    }
                } else {
                    switch byte {
                    case UInt8(ascii: "\""): isInString = true
                    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                    case UInt8(ascii: "}"), UInt8(ascii: "]"):
                        guard depth > 0 else { return max(scanned, 1) }
                        depth -= 1
                        if depth == 0 { return scanned + 1 }
                    case UInt8(ascii: ","), 0x20, 0x0A, 0x0D, 0x09:
                        if depth == 0 { return max(scanned, 1) }
                    default: break
                    }
                }
                scanned += 1
            }
            return isFinished ? bytes.count : nil
        }
    }
}
