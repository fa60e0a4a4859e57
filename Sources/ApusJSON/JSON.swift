/// Reads and writes JSON (RFC 8259).
///
/// ```swift
/// let place = try JSON.decode(Place.self, from: bytes)
/// let bytes = try JSON.encode(place)
/// ```
///
/// Any `Codable` type works; a type that is ``JSONDecodable`` and ``JSONEncodable`` is read and written faster. Dates are
/// strings as in RFC 3339 and data is base64, unless a ``JSONFormat`` says otherwise; URLs and UUIDs are strings.
public enum JSON {}
