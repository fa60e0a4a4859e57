import ApusJSONCodable
import Foundation

/// Measures each case of ApusJSON and Foundation once, and prints nanoseconds of CPU per operation, one case a line.
///
/// Usage: JSONPeer MILLISECONDS DOCUMENT…; `JSONPeer --places` prints the list of places for other peers. With CASE in the
/// environment, only cases whose name has that in it are measured, for profiling.
@main
struct JSONPeer {
    static func main() throws {
        var arguments = CommandLine.arguments.dropFirst()
        guard arguments.first != "--places" else {
            FileHandle.standardOutput.write(Data(try JSON.encode(Place.list)))
            return
        }
        let milliseconds = arguments.popFirst().flatMap(Int.init) ?? 200
        try measurePlaces(milliseconds)
        for path in arguments { try measureDocument(path, milliseconds) }
    }

    private static func measurePlaces(_ milliseconds: Int) throws {
        let places = Place.list
        let plain = places.map(\.plain)
        let bytes = try JSON.encode(places)
        let data = Data(bytes)
        let encoder = JSONEncoder()
        let decoder = JSONDecoder()
        guard try JSON.decode([Place].self, from: bytes) == places,
            try JSON.decode([PlainPlace].self, from: bytes) == plain,
            try decoder.decode([PlainPlace].self, from: data) == plain,
            try JSON.decode([PlainPlace].self, from: Array(encoder.encode(plain))) == plain
        else { throw Mismatch() }
        try measure("encode apus-generated", milliseconds) { try JSON.encode(places).count }
        try measure("encode apus-codable", milliseconds) { try JSON.encode(plain).count }
        try measure("encode foundation", milliseconds) { try encoder.encode(plain).count }
        try measure("decode apus-generated", milliseconds) { try JSON.decode([Place].self, from: bytes).count }
        try measure("decode apus-codable", milliseconds) { try JSON.decode([PlainPlace].self, from: bytes).count }
        try measure("decode foundation", milliseconds) { try decoder.decode([PlainPlace].self, from: data).count }
    }

    private static func measureDocument(_ path: String, _ milliseconds: Int) throws {
        let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        let bytes = Array(data)
        let value = try JSON.parse(bytes)
        let object = try JSONSerialization.jsonObject(with: data)
        guard try JSON.parse(JSON.encode(value)) == value else { throw Mismatch() }
        try measure("read-\(name) apus", milliseconds) { try JSON.parse(bytes).arrayValue?.count ?? 1 }
        try measure("read-\(name) foundation", milliseconds) {
            (try JSONSerialization.jsonObject(with: data) as? [Any])?.count ?? 1
        }
        try measure("write-\(name) apus", milliseconds) { try JSON.encode(value).count }
        try measure("write-\(name) foundation", milliseconds) {
            try JSONSerialization.data(withJSONObject: object).count
        }
    }

    /// Repeats an operation for a time and prints what one took.
    private static func measure(_ name: String, _ milliseconds: Int, _ operation: () throws -> Int) throws {
        guard name.contains(ProcessInfo.processInfo.environment["CASE"] ?? name) else { return }
        var result = try operation()
        var count = 0
        let start = clock()
        var spent = 0
        while spent < milliseconds * 1_000_000 {
            for _ in 0..<4 { result &+= try operation() }
            count += 4
            spent = clock() - start
        }
        guard result != 0 else { throw Mismatch() }
        print("\(name) \(spent / count)")
    }

    private static func clock() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}

/// Two codecs do not agree: the figures would be worthless.
struct Mismatch: Error {}
