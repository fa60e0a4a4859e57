/// The start of a frame (RFC 6455, section 5.2).
struct FrameHeader: Hashable {
    var opcode: Opcode
    /// Whether it is the last frame of its message.
    var isFinal: Bool
    /// Whether the message that begins here is compressed (RFC 7692, section 6: the bit RSV1).
    var isCompressed = false
    /// The bytes of the payload.
    var length: Int
    /// What the payload is masked with: four bytes, the first in the highest place.
    var mask: UInt32 = 0
}
